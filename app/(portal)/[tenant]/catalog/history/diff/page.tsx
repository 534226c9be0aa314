import { GitCompareArrows } from "lucide-react";
import type { Metadata } from "next";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { diffMoments, type NetChange } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { LinkTabs } from "@/lib/ui/link-tabs";
import { EntityLink } from "../../../_components/entity-link";
import { ChangeBadge, FieldChanges } from "../../../_history/change-item";
import { FilterText } from "../../../_history/filter-text";
import { HistoryHead } from "../../../_history/history-head";
import { MisreadNote } from "../../../_history/misread-note";
import { MomentField, momentText } from "../../../_history/moment-field";
import { NextPage } from "../../../_history/next-page";
import { diffSearchSchema, historyQuery, misreadMoments } from "../../../_history/search-params";

export const metadata: Metadata = { title: "Compare two moments" };

const CHANGES = ["created", "changed", "removed", "restored"] as const;

export default async function DiffPage(props: PageProps) {
  const { ctx, search } = await loadPage(props, { search: diffSearchSchema });
  const { from, to = new Date(), change, after, kind, owner } = search;
  const misread = misreadMoments(await props.searchParams, ["from", "to"]);
  const base = `/${ctx.slug}/catalog/history/diff`;
  const isUpsideDown = from !== undefined && from > to;
  const diff =
    from && !isUpsideDown
      ? await diffMoments(ctx, {
          from: { kind: "time", at: from },
          to: { kind: "time", at: to },
          kind,
          owner,
          change,
          after,
          limit: 50,
        })
      : undefined;
  const shown = (count: number) => `${count.toLocaleString("en")} ${count === 1 ? "entity" : "entities"}`;
  const all = diff ? CHANGES.reduce((sum, one) => sum + diff.counts[one], 0) : 0;
  return (
    <>
      <HistoryHead
        slug={ctx.slug}
        path="/diff"
        description="What was created, changed and removed between two moments; what came and went in between does not show."
      />
      <MisreadNote texts={misread} />
      <form
        action={base}
        className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4"
        aria-label="Moments"
      >
        <MomentField name="from" label="From (UTC)" at={from} />
        <MomentField name="to" label="To (UTC)" at={search.to} />
        <FilterText name="kind" label="Kind" value={kind} example="component" />
        <FilterText name="owner" label="Owner at the end" value={owner} example="group:default/payments" />
        <div>
          <Button type="submit" variant="primary">
            Compare
          </Button>
        </div>
      </form>
      {isUpsideDown ? (
        <Callout tone="warn">The first moment lies after the second. Exchange them.</Callout>
      ) : null}
      {diff ? (
        <>
          <p className="tabular mb-2 text-xs text-ink-muted">
            {momentText(diff.from)} to {momentText(diff.to)}
          </p>
          <LinkTabs
            label="Changes"
            tabs={[
              {
                href: `${base}${historyQuery({ from, to, kind, owner })}`,
                label: "All",
                current: !change,
                count: all,
              },
              ...CHANGES.map((one) => ({
                href: `${base}${historyQuery({ from, to, kind, owner, change: one })}`,
                label: `${one.charAt(0).toUpperCase()}${one.slice(1)}`,
                current: change === one,
                count: diff.counts[one],
              })),
            ]}
          />
          <div className="mt-4">
            <Card flush>
              {diff.items.length > 0 ? (
                <ul>
                  {diff.items.map((item) => (
                    <Item key={item.uid} slug={ctx.slug} item={item} />
                  ))}
                </ul>
              ) : (
                <EmptyState title="Nothing differs">At both moments the catalog said the same.</EmptyState>
              )}
            </Card>
          </div>
          <NextPage
            text={shown(change ? diff.counts[change] : all)}
            firstHref={after ? `${base}${historyQuery({ from, to, kind, owner, change })}` : undefined}
            nextHref={
              diff.next && `${base}${historyQuery({ from, to, kind, owner, change, after: diff.next })}`
            }
            nextLabel="Next page"
          />
        </>
      ) : isUpsideDown ? null : (
        <Card>
          <EmptyState icon={<GitCompareArrows />} title="Choose a first moment">
            Without a second one it is compared with now.
          </EmptyState>
        </Card>
      )}
    </>
  );
}

function Item({ slug, item }: { readonly slug: string; readonly item: NetChange }) {
  return (
    <li className="border-t border-line px-4 py-2.5 first:border-t-0">
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <ChangeBadge change={item.change} />
        <EntityLink slug={slug} entityRef={item.ref} title={item.title} kind={item.ref.split(":")[0] ?? ""} />
        <code className="truncate text-2xs text-ink-muted">{item.ref}</code>
      </div>
      <FieldChanges fields={item.fields} />
    </li>
  );
}
