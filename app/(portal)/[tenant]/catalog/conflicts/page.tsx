import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { stayWithinPages } from "@/app/_server/stay-within-pages";
import { CONFLICT_PAGE, listConflicts } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageHeader } from "@/lib/ui/page-header";
import { Pagination } from "@/lib/ui/pagination";
import { LiveRefresh } from "../../_components/live-refresh";
import { ConflictCard } from "./_components/conflict-card";

export const metadata: Metadata = { title: "Conflicts · Catalog" };

const searchSchema = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** Names that several sources claim: both sides, and an admin's choice. */
export default async function ConflictsPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: searchSchema });
  const { items, total, open, mayDecide } = await listConflicts(ctx, search);
  const base = `/${ctx.slug}/catalog/conflicts`;
  const href = (page: number) => `${base}?page=${page}`;
  stayWithinPages(search.page, { total, pageSize: CONFLICT_PAGE, href });
  const from = (search.page - 1) * CONFLICT_PAGE;
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["catalog.entities", "catalog.repository"]} />
      <PageHeader
        crumbs={[{ label: "Catalog", href: `/${ctx.slug}/catalog` }, { label: "Conflicts" }]}
        title="Conflicts"
        description={`Two sources claim one name. The first counts until ${mayDecide ? "you decide" : "an admin decides"}; nothing of the other is blended in. ${open === 0 ? "None is open." : `${open} open.`}`}
      />
      {items.length === 0 ? (
        <EmptyState
          title="No name is claimed twice"
          action={
            <Button asChild>
              <Link href={`/${ctx.slug}/catalog`}>Back to the catalog</Link>
            </Button>
          }
        >
          When two files, sets or imports declare one entity, both appear here side by side.
        </EmptyState>
      ) : (
        <>
          <div className="grid gap-4">
            {items.map((conflict) => (
              <ConflictCard key={conflict.ref} slug={ctx.slug} conflict={conflict} mayDecide={mayDecide} />
            ))}
          </div>
          <Pagination
            from={from + 1}
            to={from + items.length}
            total={total}
            noun="conflicts"
            one="conflict"
            previousHref={search.page > 1 ? href(search.page - 1) : undefined}
            nextHref={from + items.length < total ? href(search.page + 1) : undefined}
          />
        </>
      )}
    </>
  );
}
