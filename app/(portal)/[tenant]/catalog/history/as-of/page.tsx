import { CalendarClock } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { listAsOf, type PastListItem } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { KindIcon } from "@/lib/ui/kind-icon";
import { entityPath } from "../../../_components/entity-link";
import { readKindWords } from "../../../_components/own-kinds";
import { FilterText } from "../../../_history/filter-text";
import { HistoryHead } from "../../../_history/history-head";
import { MisreadNote } from "../../../_history/misread-note";
import { MomentField, momentText } from "../../../_history/moment-field";
import { NextPage } from "../../../_history/next-page";
import { asOfSearchSchema, historyQuery, misreadMoments } from "../../../_history/search-params";

export const metadata: Metadata = { title: "Catalog as of a moment" };

export default async function AsOfPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: asOfSearchSchema });
  const { at, after, ...filter } = search;
  const misread = misreadMoments(await props.searchParams, ["at"]);
  const base = `/${ctx.slug}/catalog/history/as-of`;
  const page = at && (await listAsOf(ctx, { moment: { kind: "time", at }, after, ...filter, limit: 100 }));
  const words = await readKindWords(ctx);
  return (
    <>
      <HistoryHead
        slug={ctx.slug}
        path="/as-of"
        description="The whole catalog as it was at a moment of your choice."
      />
      <MisreadNote texts={misread} />
      <form
        action={base}
        className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4"
        aria-label="Moment"
      >
        <MomentField name="at" label="Moment (UTC)" at={at} />
        <FilterText name="q" label="Name" value={filter.q} example="payments" />
        <FilterText name="kind" label="Kind" value={filter.kind} example="component" />
        <FilterText name="owner" label="Owner then" value={filter.owner} example="group:default/payments" />
        <div>
          <Button type="submit" variant="primary">
            Show the catalog
          </Button>
        </div>
      </form>
      {page ? (
        <>
          <div className="mb-4">
            <Callout line>
              As of <strong className="tabular">{momentText(page.at)}</strong>:{" "}
              {page.kinds.length === 0
                ? "no entities"
                : page.kinds
                    .map(
                      ({ kind, count }) =>
                        `${count.toLocaleString("en")} ${count === 1 ? words.title(kind) : words.plural(kind)}`,
                    )
                    .join(", ")}
              .
            </Callout>
          </div>
          <Card flush>
            {page.items.length > 0 ? (
              <ul>
                {page.items.map((item) => (
                  <Row key={item.uid} slug={ctx.slug} item={item} at={page.at} />
                ))}
              </ul>
            ) : (
              <EmptyState title="Nothing was in the catalog then">
                Choose a later moment, or remove a filter.
              </EmptyState>
            )}
          </Card>
          <NextPage
            text={`${page.total.toLocaleString("en")} ${page.total === 1 ? "entity" : "entities"}`}
            firstHref={after ? `${base}${historyQuery({ at, ...filter })}` : undefined}
            nextHref={page.next && `${base}${historyQuery({ at, ...filter, after: page.next })}`}
            nextLabel="Next page"
          />
        </>
      ) : (
        <Card>
          <EmptyState icon={<CalendarClock />} title="Choose a moment">
            What was created later is left out, what was removed later is there, and every field has its value
            of then.
          </EmptyState>
        </Card>
      )}
    </>
  );
}

const NOW = { same: undefined, changed: "changed since", removed: "removed since" } as const;

function Row({ slug, item, at }: { readonly slug: string; readonly item: PastListItem; readonly at: Date }) {
  const kind = item.ref.split(":")[0] ?? "";
  const { type, owner } = item.body.spec ?? {};
  return (
    <li className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 text-sm first:border-t-0">
      <Link
        href={`${entityPath(slug, item.currentRef)}${historyQuery({ tab: "history", at })}`}
        prefetch={false}
        className="flex min-w-0 items-center gap-2 rounded-sm hover:underline"
      >
        <KindIcon kind={kind} type={typeof type === "string" ? type : undefined} />
        <span className="truncate">{item.title}</span>
      </Link>
      <code className="truncate text-2xs text-ink-muted">{item.ref}</code>
      <span className="ml-auto flex items-center gap-2 text-xs text-ink-muted">
        {typeof owner === "string" ? owner : null}
        {NOW[item.now] ? (
          <Badge tone={item.now === "removed" ? "warn" : "neutral"}>{NOW[item.now]}</Badge>
        ) : null}
      </span>
    </li>
  );
}
