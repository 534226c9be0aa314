import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { readGraph, suggestRoots } from "@/lib/catalog";
import { graphQuery, graphSearchSchema } from "@/lib/catalog/client";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { FilterLayout } from "@/lib/ui/filter-column";
import { KindIcon } from "@/lib/ui/kind-icon";
import { PageHeader } from "@/lib/ui/page-header";
import { LiveRefresh } from "../../_components/live-refresh";
import { readKindWords } from "../../_components/own-kinds";
import { GraphControls } from "./_components/graph-controls";
import { GraphExplorer } from "./_components/graph-explorer";
import { GraphFilters } from "./_components/graph-filters";
import { graphParts } from "./_components/graph-parts";
import { GraphTable } from "./_components/graph-table";
import { RootPicker } from "./_components/root-picker";

export const metadata: Metadata = { title: "Graph" };

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

export default async function GraphPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: graphSearchSchema });
  const base = `/${ctx.slug}/catalog/graph`;
  const crumbs = [{ label: "Catalog", href: `/${ctx.slug}/catalog` }, { label: "Graph" }];
  if (search.root.length === 0) {
    const suggested = await suggestRoots(ctx);
    return (
      <>
        <PageHeader crumbs={crumbs} title="Graph" description="What depends on what, and who owns it." />
        <Card>
          <EmptyState
            title="Where shall it begin?"
            action={<RootPicker slug={ctx.slug} base={base} search={search} wide />}
          >
            Any entity will do: a service, a team, a whole system or domain.
          </EmptyState>
          <ul className="flex flex-wrap justify-center gap-2 pb-4">
            {suggested.map((row) => (
              <li key={row.ref}>
                <Link
                  href={`${base}${graphQuery({ root: [row.ref], whole: "true" })}`}
                  className="flex h-8 items-center gap-2 rounded-md border border-line-strong px-2.5 text-sm hover:bg-hover"
                >
                  <KindIcon kind={row.kind} type={row.type} />
                  {row.title}
                </Link>
              </li>
            ))}
          </ul>
        </Card>
      </>
    );
  }
  const graph = await readGraph(ctx, search);
  const words = await readKindWords(ctx);
  const title = `Graph of ${graph.roots.map((root) => root.title).join(", ")}`;
  const unknown = graph.roots.filter((root) => !root.known);
  return (
    <>
      <LiveRefresh
        tenant={ctx.slug}
        topics={["catalog.entities"]}
        refs={graph.nodes.map((node) => node.ref)}
      />
      <PageHeader
        crumbs={crumbs}
        title="Graph"
        description={`${counted(graph.nodes.length, "entity", "entities")}, ${counted(graph.edges.length, "relation", "relations")}`}
      />
      <GraphControls slug={ctx.slug} base={base} search={search} roots={graph.roots} />
      <div className="mb-3 grid gap-3 empty:hidden">
        {unknown.length > 0 ? (
          <Callout tone="warn" title="Not in the catalog">
            {unknown.map((root) => root.ref).join(", ")}. Find an entity by its name above.
          </Callout>
        ) : null}
        {graph.full ? (
          <Callout tone="info" title="This graph is full">
            It shows the {graph.nodes.length} nearest. Each node says how many of its neighbours are left out;
            fewer steps or a filter make room.
          </Callout>
        ) : null}
      </div>
      {graph.nodes.length === 0 ? null : (
        <FilterLayout filters={<GraphFilters base={base} search={search} graph={graph} words={words} />}>
          {search.view === "table" ? (
            <GraphTable slug={ctx.slug} base={base} search={search} graph={graph} />
          ) : (
            <GraphExplorer
              base={base}
              search={search}
              title={title}
              {...graphParts(ctx.slug, graph, { words, toggles: true })}
            />
          )}
        </FilterLayout>
      )}
    </>
  );
}
