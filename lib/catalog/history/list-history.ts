import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Cause } from "../model/cause";
import { type FieldChange, fieldMap } from "../model/fields";
import { findPastRow } from "../store/as-of-store";
import {
  type ChangeKind,
  type ChangeRow,
  countChangeRows,
  type FeedFilter,
  type FeedPosition,
  findHolder,
  listChangedFields,
  listChangeRows,
  listEntityChanges,
} from "../store/history-store";
import { pastBody } from "./as-of";

/** One change of one entity, as pages and the API show it. */
export type Change = {
  readonly uid: string;
  readonly ref: string;
  readonly currentRef: string;
  readonly title: string;
  readonly type: string | undefined;
  readonly version: number;
  readonly catalogVersion: number;
  readonly at: Date;
  readonly change: ChangeKind;
  readonly cause: Cause;
  /** page of the commit, where one is known */
  readonly commitUrl: string | undefined;
  readonly fields: readonly FieldChange[];
};

function toChange(row: ChangeRow): Change {
  const { seq, type, diff, repositoryUrl, ...change } = row;
  const { commit } = row.cause;
  return {
    ...change,
    type: type ?? undefined,
    catalogVersion: Number(seq),
    fields: diff,
    commitUrl: repositoryUrl && commit ? `${repositoryUrl}/commit/${commit}` : undefined,
  };
}

export type EntityHistory = {
  readonly uid: string;
  readonly ref: string;
  readonly changes: readonly Change[];
  /** fields that ever changed, the most often changed first */
  readonly fields: readonly { readonly path: string; readonly changes: number }[];
  /** `below` of the next page */
  readonly next: number | undefined;
};

/**
 * The changes of one entity, newest first.
 *
 * @param input.ref - of today or of any time
 * @param input.field - such as `spec.owner`: its changes only, and who gave it its first value
 * @throws AppError not_found - no entity has or had that ref
 */
export async function listHistory(
  ctx: TenantContext,
  input: {
    readonly ref: string;
    readonly field?: string | undefined;
    readonly below?: number | undefined;
    readonly limit: number;
  },
): Promise<EntityHistory> {
  requirePermission(ctx, "catalog.entity.read");
  const { field, below, limit } = input;
  return withTenantSql(ctx, async (db) => {
    const holder = await findHolder(db, input.ref.toLowerCase());
    if (!holder) throw new AppError("not_found", `There is no entity ${input.ref} in this catalog.`);
    const rows = await listEntityChanges(db, holder.uid, { field, below, limit: limit + 1 });
    const shown = rows.slice(0, limit).map(toChange);
    return {
      ...holder,
      changes: field === undefined ? shown : await onlyField(db, shown, field),
      fields: await listChangedFields(db, holder.uid),
      next: rows.length > limit ? shown.at(-1)?.version : undefined,
    };
  });
}

/** Keeps one field of each change; the creation shows the value it began with. */
async function onlyField(
  db: TenantSql,
  changes: readonly Change[],
  field: string,
): Promise<readonly Change[]> {
  const kept: Change[] = [];
  for (const change of changes) {
    if (change.change !== "created") {
      kept.push({ ...change, fields: ofField(change.fields, field) });
      continue;
    }
    const row = await findPastRow(db, change.ref, change.at);
    const first = row?.uid === change.uid ? [...fieldMap(pastBody(row))] : [];
    kept.push({
      ...change,
      fields: ofField(
        first.map(([path, after]) => ({ path, after })),
        field,
      ),
    });
  }
  return kept;
}

function ofField(fields: readonly FieldChange[], field: string): readonly FieldChange[] {
  return fields.filter(({ path }) => path === field || path.startsWith(`${field}.`));
}

export type ChangeFeed = {
  readonly changes: readonly Change[];
  /** counted up to COUNT_MAX */
  readonly total: number;
  readonly next: FeedPosition | undefined;
};

/** Totals of the feed are exact up to here. */
export const COUNT_MAX = 10_000;

/** Changes of the whole catalog, newest first. */
export async function listChanges(
  ctx: TenantContext,
  input: Partial<FeedFilter> & { readonly after?: FeedPosition | undefined; readonly limit: number },
): Promise<ChangeFeed> {
  requirePermission(ctx, "catalog.entity.read");
  const { kind, owner, causeKind, actor, change, field, from, to } = input;
  const filter: FeedFilter = { kind, owner, causeKind, actor, change, field, from, to };
  return withTenantSql(ctx, async (db) => {
    const rows = await listChangeRows(db, filter, input.after, input.limit + 1);
    const last = rows.length > input.limit ? rows[input.limit - 1] : undefined;
    return {
      changes: rows.slice(0, input.limit).map(toChange),
      total: await countChangeRows(db, filter, COUNT_MAX),
      next: last && { seq: last.seq, uid: last.uid },
    };
  });
}
