import Link from "next/link";
import { readAttention } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";

/** What in the catalog waits for a person: contested names and orphans, where there are any. */
export async function AttentionLinks({ ctx }: { readonly ctx: TenantContext }) {
  const { openConflicts, orphans } = await readAttention(ctx);
  return (
    <>
      {openConflicts > 0 ? (
        <Button asChild>
          <Link href={`/${ctx.slug}/catalog/conflicts`}>
            Conflicts <Badge tone="warn">{openConflicts.toLocaleString("en")}</Badge>
          </Link>
        </Button>
      ) : null}
      {orphans > 0 ? (
        <Button asChild>
          <Link href={`/${ctx.slug}/catalog/orphans`}>
            Orphans <Badge>{orphans.toLocaleString("en")}</Badge>
          </Link>
        </Button>
      ) : null}
    </>
  );
}
