import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { stayWithinPages } from "@/app/_server/stay-within-pages";
import { listRepositories, REPOSITORY_PAGE, type VerdictRow } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { LinkTabs } from "@/lib/ui/link-tabs";
import { PageHeader } from "@/lib/ui/page-header";
import { Pagination } from "@/lib/ui/pagination";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { HeldLossNote } from "../_components/held-loss-note";
import { LiveRefresh } from "../_components/live-refresh";
import { CatalogSearchBox } from "../catalog/_components/catalog-search-box";
import { VERDICT_TONES, verdictWords } from "../catalog/_components/verdict-words";

export const metadata: Metadata = { title: "Repositories" };

const VERDICTS = ["failed", "ingested", "derived", "skipped", "queued"] as const;
const text = z.union([z.string(), z.array(z.string()).transform((values) => values[0] ?? "")]).optional();
const searchSchema = z.object({
  verdict: z.enum(VERDICTS).optional().catch(undefined),
  q: text.transform((value) => (value ?? "").trim().slice(0, 200)),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});

export default async function RepositoriesPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: searchSchema });
  const { items, counts, total } = await listRepositories(ctx, search);
  const base = `/${ctx.slug}/repositories`;
  const href = (patch: Partial<typeof search>) => {
    const next = { ...search, page: 1, ...patch };
    const params = new URLSearchParams();
    if (next.verdict) params.set("verdict", next.verdict);
    if (next.q) params.set("q", next.q);
    if (next.page > 1) params.set("page", String(next.page));
    return params.size > 0 ? `${base}?${params}` : base;
  };
  stayWithinPages(search.page, { total, pageSize: REPOSITORY_PAGE, href: (page) => href({ page }) });
  const from = (search.page - 1) * REPOSITORY_PAGE;
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["catalog.repository", "catalog.loss"]} />
      <PageHeader
        crumbs={[{ label: "Catalog", href: `/${ctx.slug}/catalog` }, { label: "Repositories" }]}
        title="Repositories"
        description="Every repository of your installation with what became of it. Nothing is left out; what failed says where and how to fix it."
        actions={
          <Button asChild>
            <Link href={`/${ctx.slug}/repositories/explain`}>Why isn't it here?</Link>
          </Button>
        }
        tabs={
          <LinkTabs
            label="Verdicts"
            tabs={[
              {
                href: href({ verdict: undefined }),
                label: "All",
                current: search.verdict === undefined,
                count: counts.reduce((sum, row) => sum + row.count, 0),
              },
              ...VERDICTS.flatMap((verdict) => {
                const count = counts.find((row) => row.verdict === verdict)?.count ?? 0;
                return count === 0 && search.verdict !== verdict
                  ? []
                  : [
                      {
                        href: href({ verdict }),
                        label: verdictWords(verdict),
                        current: search.verdict === verdict,
                        count,
                      },
                    ];
              }),
            ]}
          />
        }
      />
      <div className="mt-4">
        <HeldLossNote ctx={ctx} />
      </div>
      <div className="mb-3">
        <CatalogSearchBox
          placeholder="Search repositories…"
          value={search.q}
          hrefBefore={base}
          hrefAfter={search.verdict ? `verdict=${search.verdict}` : ""}
        />
      </div>
      <Card flush>
        {items.length === 0 ? (
          <EmptyState
            title={search.q || search.verdict ? "No repository matches" : "No repository yet"}
            action={
              <Link
                className="text-accent-ink hover:underline"
                href={search.q || search.verdict ? base : `/${ctx.slug}/setup`}
              >
                {search.q || search.verdict ? "Show all" : "Connect GitHub"}
              </Link>
            }
          >
            A repository appears once the GitHub App may read it.{" "}
            <Link
              className="text-accent-ink hover:underline"
              href={`/${ctx.slug}/repositories/explain${search.q ? `?url=${encodeURIComponent(search.q)}` : ""}`}
            >
              Why isn't it here?
            </Link>
          </EmptyState>
        ) : (
          <Table caption="Repositories and their verdicts">
            <TableHead>
              <TableRow>
                <TableHeader>Repository</TableHeader>
                <TableHeader>Verdict</TableHeader>
                <TableHeader className="max-md:hidden">What we found</TableHeader>
                <TableHeader className="max-md:hidden">When</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {items.map((item) => (
                <RepositoryRow key={item.repositoryId} slug={ctx.slug} item={item} />
              ))}
            </TableBody>
          </Table>
        )}
      </Card>
      {items.length > 0 ? (
        <Pagination
          from={from + 1}
          to={from + items.length}
          total={total}
          noun="repositories"
          one="repository"
          previousHref={search.page > 1 ? href({ page: search.page - 1 }) : undefined}
          nextHref={from + items.length < total ? href({ page: search.page + 1 }) : undefined}
        />
      ) : null}
    </>
  );
}

function RepositoryRow({ slug, item }: { readonly slug: string; readonly item: VerdictRow }) {
  const name = item.repository.split("/").at(-1) ?? item.repository;
  const place = item.file
    ? `${item.url}/blob/${encodeURIComponent(item.defaultBranch ?? "HEAD")}/${item.file.split("/").map(encodeURIComponent).join("/")}${item.line ? `#L${item.line}` : ""}`
    : undefined;
  return (
    <TableRow>
      <TableCell className="whitespace-normal md:max-w-64">
        <Link
          href={`/${slug}/catalog?q=${encodeURIComponent(name)}`}
          className="block truncate font-medium hover:underline"
          title={item.repository}
        >
          {name}
        </Link>
        <span className="text-xs text-ink-muted">
          {[item.language, item.archived ? "archived" : undefined].filter(Boolean).join(" · ")}
        </span>{" "}
        <Link
          href={`/${slug}/repositories/explain?url=${encodeURIComponent(item.repository)}`}
          prefetch={false}
          className="text-xs text-accent-ink hover:underline"
          aria-label={`Explain ${item.repository}`}
        >
          explain
        </Link>
        <div className="md:hidden">
          <Found item={item} place={place} />
        </div>
      </TableCell>
      <TableCell>
        <Badge tone={VERDICT_TONES[item.verdict] ?? "neutral"}>{verdictWords(item.verdict)}</Badge>
      </TableCell>
      <TableCell className="max-w-[34rem] whitespace-normal max-md:hidden">
        <Found item={item} place={place} />
      </TableCell>
      <TableCell muted className="max-md:hidden">
        {item.verdictAt ? <RelativeTime at={item.verdictAt} /> : null}
      </TableCell>
    </TableRow>
  );
}

/** The verdict in words, with the place at fault. */
function Found({ item, place }: { readonly item: VerdictRow; readonly place: string | undefined }) {
  return (
    <>
      <p className="wrap-anywhere">{item.message ?? item.summary}</p>
      {item.fix ? <p className="text-xs text-ink-muted wrap-anywhere">Fix: {item.fix}</p> : null}
      {place ? (
        <a
          href={place}
          target="_blank"
          rel="noopener noreferrer"
          className="font-mono text-xs text-accent-ink wrap-anywhere hover:underline"
        >
          {item.file}
          {item.line ? `:${item.line}` : ""}
        </a>
      ) : null}
    </>
  );
}
