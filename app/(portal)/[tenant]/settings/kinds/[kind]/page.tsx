import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { getKind, type KindView, kindFile } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { CodeBlock } from "@/lib/ui/code-block";
import { KindTile } from "@/lib/ui/kind-icon";
import { PageHeader } from "@/lib/ui/page-header";
import { KindActions } from "../_components/kind-actions";
import { KindEditor } from "../_components/kind-editor";

export const metadata: Metadata = { title: "Kind" };

const paramsSchema = z.object({ kind: z.string().max(63) });

async function readKind(ctx: TenantContext, kind: string): Promise<KindView> {
  try {
    return await getKind(ctx, kind);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

export default async function KindPage(props: PageProps) {
  const { ctx, params } = await loadPage(props, { params: paramsSchema });
  const { definition, enabled, entities, version } = await readKind(ctx, params.kind);
  const { kind } = definition;
  const mayChange = can(ctx, "catalog.model.manage");
  return (
    <>
      <PageHeader
        crumbs={[{ label: "Kinds and fields", href: `/${ctx.slug}/settings/kinds` }, { label: kind }]}
        icon={<KindTile kind={kind} />}
        title={kind}
        badges={enabled ? null : <Badge tone="warn">not in use</Badge>}
        description={definition.description}
        actions={
          <>
            <Button asChild>
              <Link href={`/${ctx.slug}/catalog?kind=${kind.toLowerCase()}`}>
                {entities.toLocaleString("en")} {entities === 1 ? "entity" : "entities"}
              </Link>
            </Button>
            {mayChange ? (
              <KindActions slug={ctx.slug} kind={kind} enabled={enabled} entities={entities} />
            ) : null}
          </>
        }
      />
      {mayChange ? (
        <KindEditor key={version} slug={ctx.slug} version={version} definition={definition} />
      ) : (
        <CodeBlock language="yaml" code={kindFile(definition)} />
      )}
    </>
  );
}
