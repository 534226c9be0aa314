import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { stayWithinPages } from "@/app/_server/stay-within-pages";
import { listOrphans, ORPHAN_PAGE } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { LinkTabs } from "@/lib/ui/link-tabs";
import { PageHeader } from "@/lib/ui/page-header";
import { Pagination } from "@/lib/ui/pagination";
import { Section } from "@/lib/ui/section";
import { LiveRefresh } from "../../_components/live-refresh";
import { OrphanTable } from "./_components/orphan-table";
import { PolicyForm } from "./_components/policy-form";

export const metadata: Metadata = { title: "Orphans · Catalog" };

const searchSchema = z.object({
  view: z.enum(["orphans", "archive"]).catch("orphans"),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

/** Entities nobody names any more: since when, why, whose they were, and the ways back. */
export default async function OrphansPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: searchSchema });
  const archived = search.view === "archive";
  const list = await listOrphans(ctx, { archived, page: search.page });
  const base = `/${ctx.slug}/catalog/orphans`;
  const total = archived ? list.archived : list.orphaned;
  const from = (search.page - 1) * ORPHAN_PAGE;
  const href = (page: number) => `${base}?${new URLSearchParams({ view: search.view, page: String(page) })}`;
  stayWithinPages(search.page, { total, pageSize: ORPHAN_PAGE, href });
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["catalog.entities", "catalog.orphans"]} />
      <PageHeader
        crumbs={[{ label: "Catalog", href: `/${ctx.slug}/catalog` }, { label: "Orphans" }]}
        title="Orphans"
        description={`Entities no source names any more. They keep body and history, are archived after ${list.keepDays} days, and nothing is deleted by itself.`}
        tabs={
          <LinkTabs
            label="Orphans and archive"
            tabs={[
              { href: base, label: "Orphans", current: !archived, count: list.orphaned },
              { href: `${base}?view=archive`, label: "Archive", current: archived, count: list.archived },
            ]}
          />
        }
      />
      <Card flush>
        {list.items.length === 0 ? (
          <EmptyState
            title={archived ? "The archive is empty" : "No orphans"}
            action={
              <Button asChild>
                <Link href={`/${ctx.slug}/catalog`}>Back to the catalog</Link>
              </Button>
            }
          >
            {archived
              ? "Orphans come here after their time, or when somebody archives them."
              : "When a file, a repository or a set stops naming an entity, it appears here instead of vanishing."}
          </EmptyState>
        ) : (
          <OrphanTable
            key={search.view}
            slug={ctx.slug}
            items={list.items}
            archived={archived}
            mayWrite={list.mayWrite}
            mayManage={list.mayManage}
          />
        )}
      </Card>
      {list.items.length > 0 ? (
        <Pagination
          from={from + 1}
          to={from + list.items.length}
          total={total}
          noun="orphans"
          one="orphan"
          previousHref={search.page > 1 ? href(search.page - 1) : undefined}
          nextHref={from + list.items.length < total ? href(search.page + 1) : undefined}
        />
      ) : null}
      {list.mayManage ? (
        <div className="mt-8">
          <Section
            split
            title="Policy"
            description="Archived orphans leave this list. Only an admin deletes them for good."
          >
            <PolicyForm tenant={ctx.slug} keepDays={list.keepDays} />
          </Section>
        </div>
      ) : null}
    </>
  );
}
