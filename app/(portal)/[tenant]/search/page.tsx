import { Search, SearchX } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { stayWithinPages } from "@/app/_server/stay-within-pages";
import { catalogQuery } from "@/lib/catalog/client";
import { listPluginNames } from "@/lib/plugins";
import { type SearchPage, searchAll } from "@/lib/search";
import { SEARCH_PAGE, type SearchParams, searchParamsSchema, searchQuery } from "@/lib/search/client";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import type { KindWords } from "@/lib/ui/kind-words";
import { LinkTabs } from "@/lib/ui/link-tabs";
import { PageHeader } from "@/lib/ui/page-header";
import { Pagination } from "@/lib/ui/pagination";
import { LiveRefresh } from "../_components/live-refresh";
import { readKindWords } from "../_components/own-kinds";
import { Segmented } from "../_components/segmented";
import { CatalogSearchBox } from "../catalog/_components/catalog-search-box";
import { RecentSearches } from "./_components/recent-searches";
import { SearchResults } from "./_components/search-results";

export const metadata: Metadata = { title: "Search" };

const OTHER_TITLES: Readonly<Record<string, string>> = {
  docs: "Docs",
  members: "Members",
  plugins: "Plugins",
};
const TYPES_SHOWN = 8;

export default async function SearchResultsPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: searchParamsSchema });
  const base = `/${ctx.slug}/search`;
  const found = search.q === "" ? undefined : await searchAll(ctx, search, listPluginNames);
  if (found) {
    stayWithinPages(search.page, {
      total: found.total,
      pageSize: SEARCH_PAGE,
      href: (page) => `${base}${searchQuery({ ...search, page })}`,
    });
  }
  const words = await readKindWords(ctx);
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["catalog.entities"]} />
      <PageHeader title="Search" description="Entities, headings of documents, people and plugins." />
      <CatalogSearchBox
        placeholder="Search everything…"
        value={search.q}
        hrefBefore={base}
        hrefAfter={searchQuery({ kind: search.kind }).slice(1)}
      />
      <RecentSearches slug={ctx.slug} found={found && found.total > 0 ? search.q : undefined} />
      {found ? (
        <Found base={base} search={search} found={found} words={words} />
      ) : (
        <Hint slug={ctx.slug} words={words} />
      )}
    </>
  );
}

const KINDS_OFFERED = ["component", "api", "system", "resource", "group", "user"] as const;

/** What one can ask for, while nothing is asked. */
function Hint({ slug, words }: { readonly slug: string; readonly words: KindWords }) {
  return (
    <Card flush className="mt-4">
      <EmptyState
        icon={<Search />}
        title="Type a name, or a few words"
        action={
          <ul className="flex flex-wrap justify-center gap-x-4 gap-y-1 text-sm">
            {KINDS_OFFERED.map((kind) => (
              <li key={kind}>
                <Link
                  href={`/${slug}/catalog${catalogQuery({ kind: [kind] })}`}
                  className="text-accent-ink hover:underline"
                >
                  {words.plural(kind)}
                </Link>
              </li>
            ))}
          </ul>
        }
      >
        Names, titles, descriptions and tags are searched, all words in any order: “payments”, “billing api”,
        “ada”. Or look through one kind:
      </EmptyState>
    </Card>
  );
}

type FoundProps = { readonly base: string; readonly search: SearchParams; readonly found: SearchPage };

function Found({ base, search, found, words }: FoundProps & { readonly words: KindWords }) {
  const all = found.kinds.reduce((sum, { count }) => sum + count, 0);
  const from = (search.page - 1) * SEARCH_PAGE;
  const tab = (kind: string | undefined, label: string, count: number) => ({
    href: `${base}${searchQuery({ q: search.q, kind })}`,
    label,
    current: search.kind === kind,
    count,
  });
  const chosenIsEmpty =
    search.kind !== undefined && !found.kinds.some(({ value }) => value === search.kind)
      ? [tab(search.kind, OTHER_TITLES[search.kind] ?? words.plural(search.kind), 0)]
      : [];
  return (
    <div className="mt-4 grid gap-3">
      {found.corrected ? (
        <p role="status" className="text-sm">
          Showing results for <strong>{found.corrected}</strong>; nothing has “{search.q}” as it is written.
        </p>
      ) : null}
      {all > 0 ? (
        <LinkTabs
          label="What was found"
          tabs={[
            tab(undefined, "All", all),
            ...found.kinds.map(({ value, count }) =>
              tab(value, OTHER_TITLES[value] ?? words.plural(value), count),
            ),
            ...chosenIsEmpty,
          ]}
        />
      ) : null}
      {found.types.length > 1 || search.type ? (
        <Segmented
          label="Type"
          segments={[undefined, ...found.types.slice(0, TYPES_SHOWN).map(({ value }) => value)].map(
            (type) => ({
              label: type ?? "Any",
              href: `${base}${searchQuery({ q: search.q, kind: search.kind, type })}`,
              current: search.type === type,
            }),
          )}
        />
      ) : null}
      <Card flush>
        {found.hits.length > 0 ? (
          <SearchResults hits={found.hits} query={found.corrected ?? search.q} />
        ) : (
          <NothingFound base={base} search={search} found={found} />
        )}
      </Card>
      {found.hits.length > 0 ? (
        <Pagination
          from={from + 1}
          to={from + found.hits.length}
          total={found.total}
          noun="results"
          one="result"
          previousHref={
            search.page > 1 ? `${base}${searchQuery({ ...search, page: search.page - 1 })}` : undefined
          }
          nextHref={
            search.page < found.pages
              ? `${base}${searchQuery({ ...search, page: search.page + 1 })}`
              : undefined
          }
        />
      ) : null}
    </div>
  );
}

function NothingFound({ base, search, found }: FoundProps) {
  return (
    <EmptyState
      icon={<SearchX />}
      title={`Nothing has “${search.q}”`}
      action={
        <span className="flex flex-wrap justify-center gap-3 text-sm">
          {found.nearest.map((name) => (
            <Link
              key={name}
              href={`${base}${searchQuery({ q: name })}`}
              className="text-accent-ink hover:underline"
            >
              Did you mean {name}?
            </Link>
          ))}
          {search.kind ? (
            <Link href={`${base}${searchQuery({ q: search.q })}`} className="text-accent-ink hover:underline">
              Search everything
            </Link>
          ) : null}
        </span>
      }
    >
      All words must be found, in any order. Fewer of them find more.
    </EmptyState>
  );
}
