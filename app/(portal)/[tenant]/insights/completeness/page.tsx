import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { stayWithinPages } from "@/app/_server/stay-within-pages";
import { can } from "@/lib/access";
import { type CompletenessView, INCOMPLETE_PAGE, readCompleteness } from "@/lib/insights";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageHeader } from "@/lib/ui/page-header";
import { Pagination } from "@/lib/ui/pagination";
import { LiveRefresh } from "../../_components/live-refresh";
import { Segmented } from "../../_components/segmented";
import {
  type CompletenessSearch,
  completenessQuery,
  completenessSearchSchema,
  LACKS,
} from "./_components/completeness-search";
import { FixList } from "./_components/fix-list";
import { LACK_WORDS } from "./_components/lack-words";
import { shareOf } from "./_components/share";
import { ShareChart } from "./_components/share-chart";

export const metadata: Metadata = { title: "Completeness" };

export default async function CompletenessPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: completenessSearchSchema });
  const view = await readCompleteness(ctx, search);
  const base = `/${ctx.slug}/insights/completeness`;
  const team = view.teams.find((one) => one.team === search.team);
  const whose = search.team === undefined ? "" : ` of ${team?.title || search.team || "nobody"}`;
  const href = (page: number) => `${base}${completenessQuery({ ...search, page })}`;
  stayWithinPages(search.page, { total: view.total, pageSize: INCOMPLETE_PAGE, href });
  const from = (search.page - 1) * INCOMPLETE_PAGE;
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["catalog.entities", "catalog.repository"]} />
      <PageHeader
        crumbs={[{ label: "Catalog", href: `/${ctx.slug}/catalog` }, { label: "Completeness" }]}
        title={`Completeness${whose}`}
        description="Live repositories (not archived, no fork) that have a component with an owner the catalog knows."
        actions={
          search.team === undefined ? null : (
            <Button asChild>
              <Link href={base}>All teams</Link>
            </Button>
          )
        }
      />
      {view.live === 0 && search.team === undefined ? (
        <Card>
          <EmptyState
            title="No live repositories yet"
            action={
              <Button asChild variant="primary">
                <Link href={`/${ctx.slug}/setup`}>Connect GitHub</Link>
              </Button>
            }
          >
            Once your organisation is connected, this page says how much of it has an owner.
          </EmptyState>
        </Card>
      ) : (
        <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid min-w-0 content-start gap-4">
            <Card
              flush
              title={`${shareOf(view)} % owned`}
              actions={
                <span className="tabular text-ink-muted">
                  {view.owned.toLocaleString("en")} of {view.live.toLocaleString("en")}
                </span>
              }
            >
              <ShareChart history={view.history} />
            </Card>
            <Segmented label="Show" segments={lackSegments(base, search, view)} />
            <div>
              <FixList slug={ctx.slug} items={view.items} canAccept={can(ctx, "catalog.entity.write")} />
              {view.items.length > 0 ? (
                <Pagination
                  from={from + 1}
                  to={from + view.items.length}
                  total={view.total}
                  noun="repositories to fix"
                  one="repository to fix"
                  previousHref={search.page > 1 ? href(search.page - 1) : undefined}
                  nextHref={search.page * INCOMPLETE_PAGE < view.total ? href(search.page + 1) : undefined}
                />
              ) : null}
            </div>
          </div>
          <Teams base={base} search={search} teams={view.teams} />
        </div>
      )}
    </>
  );
}

function lackSegments(base: string, search: CompletenessSearch, view: CompletenessView) {
  const all = LACKS.reduce((sum, lack) => sum + view.lacks[lack], 0);
  return [undefined, ...LACKS.filter((lack) => view.lacks[lack] > 0 || search.lack === lack)].map((lack) => ({
    label: lack === undefined ? `All ${all}` : `${LACK_WORDS[lack]} ${view.lacks[lack]}`,
    href: `${base}${completenessQuery({ team: search.team, lack })}`,
    current: search.lack === lack,
  }));
}

function Teams({
  base,
  search,
  teams,
}: {
  readonly base: string;
  readonly search: CompletenessSearch;
  readonly teams: CompletenessView["teams"];
}) {
  return (
    <Card flush title="By team" className="self-start">
      <ul>
        {teams.map((one) => (
          <li key={one.team} className="border-t border-line first:border-t-0">
            <Link
              href={`${base}${completenessQuery({ team: one.team })}`}
              aria-current={search.team === one.team ? "true" : undefined}
              className="flex min-h-9 items-center gap-3 px-4 text-sm hover:bg-hover -outline-offset-2! aria-[current=true]:bg-selected"
            >
              <span className="min-w-0 flex-1 truncate">{one.title || "Nobody named"}</span>
              <span aria-hidden="true" className="h-1.5 w-20 overflow-hidden rounded-full bg-sunken">
                <span className="block h-full bg-accent" style={{ width: `${shareOf(one)}%` }} />
              </span>
              <span className="tabular w-24 text-right text-xs text-ink-muted">
                {one.owned.toLocaleString("en")} of {one.live.toLocaleString("en")}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
