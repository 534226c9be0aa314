import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { canonicalJson, type FieldChange } from "../model/fields";
import { countNetChanges, type DiffFilter, listNetRows } from "../store/diff-store";
import type { ChangeKind } from "../store/history-store";
import { type Moment, resolveMoment } from "./moment";

export type NetChange = {
  readonly uid: string;
  /** at the end */
  readonly ref: string;
  readonly title: string;
  readonly change: ChangeKind;
  /** what differs between the two moments; of a created or removed entity nothing */
  readonly fields: readonly FieldChange[];
};

export type MomentDiff = {
  readonly from: Date;
  readonly to: Date;
  readonly counts: Readonly<Record<ChangeKind, number>>;
  readonly kinds: readonly { readonly kind: string; readonly count: number }[];
  readonly items: readonly NetChange[];
  /** `after` of the next page */
  readonly next: string | undefined;
};

/** What several changes of one entity come to: the first value before, the last one after, and only where they differ. */
export function netFields(diffs: readonly (readonly FieldChange[])[]): readonly FieldChange[] {
  const net = new Map<string, FieldChange>();
  for (const { path, before, after } of diffs.flat()) {
    const first = net.get(path);
    net.set(path, { path, before: first ? first.before : before, after });
  }
  return [...net.values()].filter(
    ({ before, after }) =>
      (before === undefined) !== (after === undefined) || canonicalJson(before) !== canonicalJson(after),
  );
}

/**
 * What differs between two moments of the catalog. What was created and removed in between, or changed and changed back, does not show.
 *
 * @throws AppError invalid_input - `from` is not before `to`
 */
export async function diffMoments(
  ctx: TenantContext,
  input: DiffFilter & {
    readonly from: Moment;
    readonly to: Moment;
    readonly change?: ChangeKind | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<MomentDiff> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const [from, to] = [await resolveMoment(db, input.from), await resolveMoment(db, input.to)];
    if (from > to) throw new AppError("invalid_input", "The first moment must lie before the second.");
    const counted = await countNetChanges(db, from, to, input);
    const rows = await listNetRows(
      db,
      from,
      to,
      { ...input, change: input.change },
      { after: input.after, limit: input.limit + 1 },
    );
    const shown = rows.slice(0, input.limit);
    const of = (change: ChangeKind) => sum(counted.filter((row) => row.change === change));
    const kinds = [...new Set(counted.map(({ kind }) => kind))];
    return {
      from,
      to,
      counts: {
        created: of("created"),
        changed: of("changed"),
        removed: of("removed"),
        restored: of("restored"),
      },
      kinds: kinds.map((kind) => ({ kind, count: sum(counted.filter((row) => row.kind === kind)) })),
      items: shown.map(({ diffs, ...row }) => ({
        ...row,
        fields: row.change === "changed" ? netFields(diffs) : [],
      })),
      next: rows.length > input.limit ? shown.at(-1)?.ref : undefined,
    };
  });
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
