import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { stayWithinPages } from "@/app/_server/stay-within-pages";
import { type CatalogSearch, listEntities, suggestName } from "@/lib/catalog";
import { catalogQuery, catalogSearchSchema, PAGE_SIZE } from "@/lib/catalog/client";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { Chip } from "@/lib/ui/chip";
import { EmptyState } from "@/lib/ui/empty-state";
import { FilterLayout } from "@/lib/ui/filter-column";
import { KindTile } from "@/lib/ui/kind-icon";
import type { KindWords } from "@/lib/ui/kind-words";
import { PageHeader } from "@/lib/ui/page-header";
import { Pagination } from "@/lib/ui/pagination";
import { HeldLossNote } from "../../_components/held-loss-note";
import { LiveRefresh } from "../../_components/live-refresh";
import { readKindWords } from "../../_components/own-kinds";
import { AttentionLinks } from "../_components/attention-links";
import { CatalogFilters } from "../_components/catalog-filters";
import { CatalogSearchBox } from "../_components/catalog-search-box";
import { CatalogTable } from "../_components/catalog-table";
import { emptyColumns, facetsOf, withSwitched } from "../_components/list-facets";

export const metadata: Metadata = { title: "Catalog" };

export default async function CatalogListPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: catalogSearchSchema });
  const page = await listEntities(ctx, search);
  const base = `/${ctx.slug}/catalog`;
  const href = (number: number) => `${base}${catalogQuery({ ...search, page: number })}`;
  stayWithinPages(search.page, { total: page.total, pageSize: PAGE_SIZE, href });
  const words = await readKindWords(ctx);
  const facets = facetsOf(page, search, words);
  const chips = facets.flatMap(({ values, ...facet }) =>
    values.filter(({ selected }) => selected).map((value) => ({ ...facet, ...value })),
  );
  const from = (search.page - 1) * PAGE_SIZE;
  const filtered = chips.length > 0 || search.q !== "";
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["catalog.entities", "catalog.loss"]} />
      <PageHeader
        {...headOf(search, ctx.slug, words)}
        description={
          <>
            {page.total.toLocaleString("en")} {page.total === 1 ? "entity" : "entities"}
            {filtered ? (page.total === 1 ? " matches" : " match") : ""}
          </>
        }
        actions={
          <>
            <AttentionLinks ctx={ctx} />
            <Button asChild>
              <Link href={`/${ctx.slug}/catalog/history`}>History</Link>
            </Button>
            <Button asChild>
              <Link href={`/${ctx.slug}/catalog/graph`}>Graph</Link>
            </Button>
            <Button asChild>
              <Link href={`/${ctx.slug}/insights/completeness`}>Completeness</Link>
            </Button>
            <Button asChild>
              <Link href={`/${ctx.slug}/repositories`}>Repositories and verdicts</Link>
            </Button>
          </>
        }
      />
      <HeldLossNote ctx={ctx} />
      <FilterLayout filters={<CatalogFilters slug={ctx.slug} search={search} facets={facets} />}>
        <div className="mb-3 flex flex-wrap items-center gap-2">
          <CatalogSearchBox
            value={search.q}
            hrefBefore={base}
            hrefAfter={catalogQuery({ ...search, q: "", page: 1 }).slice(1)}
          />
          {chips.map(({ name, title, value, text }) => (
            <Chip
              key={`${name}=${value}`}
              label={title}
              text={text}
              removeHref={`${base}${catalogQuery(withSwitched(search, name, value))}`}
            >
              {text}
            </Chip>
          ))}
          {filtered ? (
            <Link href={base} className="rounded-sm text-xs text-accent-ink hover:underline">
              Clear all
            </Link>
          ) : null}
        </div>
        <Card flush>
          {page.items.length > 0 ? (
            <CatalogTable
              slug={ctx.slug}
              search={search}
              items={page.items}
              columns={page.columns}
              sorted={page.sorted}
              empty={emptyColumns(search, page)}
            />
          ) : filtered ? (
            <NothingFound
              slug={ctx.slug}
              base={base}
              asked={search.q}
              nearest={search.q ? await suggestName(ctx, search.q) : undefined}
            />
          ) : (
            <EmptyState
              title="The catalog is empty"
              action={
                <Button asChild variant="primary">
                  <Link href={`/${ctx.slug}/setup`}>Connect GitHub</Link>
                </Button>
              }
            >
              Connect your GitHub organisation and every repository appears here, without any YAML.
            </EmptyState>
          )}
        </Card>
        {page.items.length > 0 ? (
          <Pagination
            from={from + 1}
            to={from + page.items.length}
            total={page.total}
            noun="entities"
            one="entity"
            previousHref={search.page > 1 ? href(search.page - 1) : undefined}
            nextHref={search.page < page.pages ? href(search.page + 1) : undefined}
          />
        ) : null}
      </FilterLayout>
    </>
  );
}

/** A list of one kind is called by it. */
function headOf({ kind: [kind, ...others] }: CatalogSearch, slug: string, words: KindWords) {
  if (kind === undefined || others.length > 0) return { title: "Catalog" };
  const title = words.plural(kind);
  return {
    title,
    icon: <KindTile kind={kind} />,
    crumbs: [{ label: "Catalog", href: `/${slug}/catalog` }, { label: title }],
  };
}

type NothingFoundProps = {
  readonly slug: string;
  readonly base: string;
  readonly nearest: string | undefined;
  readonly asked: string;
};

function NothingFound({ slug, base, nearest, asked }: NothingFoundProps) {
  return (
    <EmptyState
      icon={<SearchX />}
      title="Nothing matches these filters"
      action={
        <Button asChild>
          <Link href={base}>Clear all filters</Link>
        </Button>
      }
    >
      {nearest ? (
        <>
          Did you mean{" "}
          <Link className="text-accent-ink hover:underline" href={`${base}${catalogQuery({ q: nearest })}`}>
            {nearest}
          </Link>
          ?
        </>
      ) : (
        <>
          Remove a filter, or ask{" "}
          <Link
            className="text-accent-ink underline underline-offset-2"
            href={`/${slug}/repositories/explain?url=${encodeURIComponent(asked)}`}
          >
            why it isn't here
          </Link>
          .
        </>
      )}
    </EmptyState>
  );
}
