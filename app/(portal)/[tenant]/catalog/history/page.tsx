import { History } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { COUNT_MAX, listChanges } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { EntityLink, entityPath } from "../../_components/entity-link";
import { LiveRefresh } from "../../_components/live-refresh";
import { ChangeItem } from "../../_history/change-item";
import { HistoryHead } from "../../_history/history-head";
import { MisreadNote } from "../../_history/misread-note";
import { NextPage } from "../../_history/next-page";
import { feedSearchSchema, historyQuery, misreadMoments } from "../../_history/search-params";
import { FeedFilters } from "./_components/feed-filters";

export const metadata: Metadata = { title: "History" };

export default async function HistoryPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: feedSearchSchema });
  const { after, cause, ...filter } = search;
  const cut = after?.indexOf(".") ?? 0;
  const feed = await listChanges(ctx, {
    ...filter,
    causeKind: cause,
    after: after === undefined ? undefined : { seq: after.slice(0, cut), uid: after.slice(cut + 1) },
    limit: 50,
  });
  const misread = misreadMoments(await props.searchParams, ["from", "to"]);
  const base = `/${ctx.slug}/catalog/history`;
  const filtered = historyQuery({ ...filter, cause }) !== "";
  const total = `${feed.total >= COUNT_MAX ? "more than " : ""}${feed.total.toLocaleString("en")} ${feed.total === 1 ? "change" : "changes"}`;
  return (
    <>
      {after === undefined ? <LiveRefresh tenant={ctx.slug} topics={["catalog.entities"]} /> : null}
      <HistoryHead slug={ctx.slug} path="" description="Who or what changed the catalog, and when." />
      <MisreadNote texts={misread} />
      <FeedFilters base={base} search={search} />
      <Card flush>
        {feed.changes.length > 0 ? (
          <ol>
            {feed.changes.map((change) => (
              <ChangeItem
                key={`${change.uid} ${change.version}`}
                change={change}
                asOfHref={`${entityPath(ctx.slug, change.currentRef)}${historyQuery({ tab: "history", at: change.at })}`}
                subject={
                  <EntityLink
                    slug={ctx.slug}
                    entityRef={change.currentRef}
                    title={change.title}
                    kind={change.ref.split(":")[0] ?? ""}
                    type={change.type}
                  />
                }
              />
            ))}
          </ol>
        ) : (
          <EmptyState
            icon={<History />}
            title={filtered ? "No change matches these filters" : "Nothing has changed yet"}
            action={
              filtered ? (
                <Button asChild>
                  <Link href={base}>Clear all filters</Link>
                </Button>
              ) : null
            }
          >
            {filtered
              ? "Take a longer period, or another field."
              : "Every change of an entity appears here, from the first one on."}
          </EmptyState>
        )}
      </Card>
      <NextPage
        text={total}
        firstHref={after ? `${base}${historyQuery({ ...filter, cause })}` : undefined}
        nextHref={
          feed.next &&
          `${base}${historyQuery({ ...filter, cause, after: `${feed.next.seq}.${feed.next.uid}` })}`
        }
        nextLabel="Older changes"
      />
    </>
  );
}
