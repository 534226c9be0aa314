import { History } from "lucide-react";
import Link from "next/link";
import { asOf, type EntityView, listHistory } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { Field } from "@/lib/ui/field";
import { Select } from "@/lib/ui/select";
import { ChangeItem } from "../../../../../_history/change-item";
import { MomentField } from "../../../../../_history/moment-field";
import { NextPage } from "../../../../../_history/next-page";
import { historyQuery } from "../../../../../_history/search-params";
import { PastState } from "./past-state";

type HistorySearch = {
  readonly field: string | undefined;
  readonly below?: number | undefined;
  readonly at: Date | undefined;
};

/** Each change of the entity: what, from, to, by whom; and the entity as it was at a moment. */
export async function HistoryTab({
  ctx,
  view,
  base,
  search,
}: {
  readonly ctx: TenantContext;
  readonly view: EntityView;
  readonly base: string;
  readonly search: HistorySearch;
}) {
  const { field, below, at } = search;
  const { ref } = view.entity;
  const history = await listHistory(ctx, { ref, field, below, limit: 50 });
  const past = at && (await asOf(ctx, ref, { kind: "time", at }));
  const address = (more: Readonly<Record<string, string | Date | undefined>>) =>
    `${base}${historyQuery({ tab: "history", field, at, ...more })}`;
  return (
    <div className="grid gap-4">
      <form action={base} className="flex flex-wrap items-end gap-3" aria-label="History">
        <input type="hidden" name="tab" value="history" />
        <Field id="history-field" label="Changes of" className="w-64 max-w-full">
          {(control) => (
            <Select
              {...control}
              name="field"
              defaultValue={field ?? ""}
              placeholder="Every field"
              options={history.fields.map(({ path, changes }) => ({
                value: path,
                label: `${path} (${changes})`,
              }))}
            />
          )}
        </Field>
        <MomentField name="at" label="As of (UTC)" at={at} />
        <Button type="submit">Show</Button>
        {field || at ? (
          <Link
            href={`${base}?tab=history`}
            className="rounded-sm pb-2 text-xs text-accent-ink hover:underline"
          >
            Clear
          </Link>
        ) : null}
      </form>
      {at ? <PastState at={at} past={past} /> : null}
      <Card flush title="Changes">
        {history.changes.length > 0 ? (
          <ol>
            {history.changes.map((change) => (
              <ChangeItem key={change.version} change={change} asOfHref={address({ at: change.at })} />
            ))}
          </ol>
        ) : (
          <EmptyState
            icon={<History />}
            title={field ? `${field} has never changed` : "No change has been recorded yet"}
          >
            Changes appear here from the first one on.
          </EmptyState>
        )}
      </Card>
      {history.next || below ? (
        <NextPage
          text={`${history.changes.length} ${history.changes.length === 1 ? "change" : "changes"}`}
          firstHref={below ? address({}) : undefined}
          nextHref={history.next === undefined ? undefined : address({ below: String(history.next) })}
          nextLabel="Older changes"
        />
      ) : null}
    </div>
  );
}
