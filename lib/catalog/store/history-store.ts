import type { TenantSql } from "@/lib/platform/db";
import type { Cause } from "../model/cause";
import type { FieldChange } from "../model/fields";

export type ChangeKind = "created" | "changed" | "removed" | "restored";

/** One change of one entity. */
export type ChangeRow = {
  readonly uid: string;
  readonly version: number;
  /** catalog version it belongs to */
  readonly seq: string;
  readonly at: Date;
  readonly ref: string;
  /** of today; where the entity is named otherwise now, `currentRef` differs from `ref` */
  readonly title: string;
  readonly type: string | null;
  readonly currentRef: string;
  readonly change: ChangeKind;
  readonly cause: Cause;
  readonly diff: readonly FieldChange[];
  /** of the repository that made the change */
  readonly repositoryUrl: string | null;
};

/** Entities of today, and the last state of those an admin deleted: what history is computed backwards from. */
export const EVERY_ENTITY = `(SELECT tenant_id, uid, ref, title, type, owner_ref, served, relations, version, orphaned_at FROM entity
  UNION ALL SELECT tenant_id, uid, ref, title, type, owner_ref, served, relations, version, orphaned_at FROM deleted_entity)`;

/**
 * SQL of the one row of EVERY_ENTITY with a uid, as `e`, to stand after JOIN. Joined as a whole, the planner reads all of a
 * tenant's entities for each row when it takes the tenant for a small one.
 */
export function entityOf(uid: string): string {
  const columns = "uid, ref, title, type, owner_ref, served, relations, version, orphaned_at";
  return `LATERAL (SELECT ${columns} FROM entity WHERE tenant_id = $1::uuid AND uid = ${uid}
    UNION ALL SELECT ${columns} FROM deleted_entity WHERE tenant_id = $1::uuid AND uid = ${uid} OFFSET 0) e`;
}

const CHANGE = `r.uid::text, r.version, r.seq::text, r.at, r.ref, e.title, e.type, e.ref AS "currentRef", r.change, r.cause, r.diff, p.url AS "repositoryUrl"`;
const SOURCE = `CROSS JOIN ${entityOf("r.uid")}
  LEFT JOIN repository p ON p.tenant_id = r.tenant_id AND p.id = CASE WHEN r.cause->>'kind' = 'repository' THEN (r.cause->>'id')::uuid END`;
const touches = (parameter: string) =>
  `EXISTS (SELECT 1 FROM jsonb_array_elements(r.diff) d WHERE d->>'path' = ${parameter} OR starts_with(d->>'path', ${parameter} || '.'))`;

/** Changes of one entity, newest first; with a field, those that touched it, and its creation. */
export async function listEntityChanges(
  db: TenantSql,
  uid: string,
  filter: { readonly field: string | undefined; readonly below: number | undefined; readonly limit: number },
): Promise<ChangeRow[]> {
  return db.sql<ChangeRow>(
    `SELECT ${CHANGE} FROM entity_revision r ${SOURCE}
     WHERE r.tenant_id = $1::uuid AND r.uid = $2::uuid AND ($3::int IS NULL OR r.version < $3)
       AND ($4::text IS NULL OR r.change = 'created' OR ${touches("$4")})
     ORDER BY r.version DESC LIMIT $5::int`,
    [db.tenantId, uid, filter.below ?? null, filter.field ?? null, filter.limit],
  );
}

/** Names of the fields that ever changed, for a filter. */
export async function listChangedFields(
  db: TenantSql,
  uid: string,
): Promise<{ path: string; changes: number }[]> {
  return db.sql(
    `SELECT d->>'path' AS path, count(*)::int AS changes FROM entity_revision r CROSS JOIN LATERAL jsonb_array_elements(r.diff) d
     WHERE r.tenant_id = $1::uuid AND r.uid = $2::uuid GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200`,
    [db.tenantId, uid],
  );
}

/** The entity that has a ref now, or the last one that had it. */
export async function findHolder(
  db: TenantSql,
  ref: string,
): Promise<{ uid: string; ref: string } | undefined> {
  const [row] = await db.sql<{ uid: string; ref: string }>(
    `SELECT uid::text, ref FROM entity WHERE tenant_id = $1::uuid AND ref = $2
     UNION ALL (SELECT e.uid::text, e.ref FROM entity_revision r CROSS JOIN ${entityOf("r.uid")}
       WHERE r.tenant_id = $1::uuid AND r.ref = $2 ORDER BY r.seq DESC LIMIT 1)
     LIMIT 1`,
    [db.tenantId, ref],
  );
  return row;
}

export type FeedFilter = {
  readonly kind: string | undefined;
  /** canonical ref of the owner the entity has today */
  readonly owner: string | undefined;
  readonly causeKind: string | undefined;
  /** part of the name of who or what made the change */
  readonly actor: string | undefined;
  readonly change: ChangeKind | undefined;
  readonly field: string | undefined;
  readonly from: Date | undefined;
  readonly to: Date | undefined;
};
export type FeedPosition = { readonly seq: string; readonly uid: string };

const FEED = `r.tenant_id = $1::uuid
  AND ($2::timestamptz IS NULL OR r.at >= $2) AND ($3::timestamptz IS NULL OR r.at <= $3)
  AND ($4::text IS NULL OR split_part(r.ref, ':', 1) = $4) AND ($5::text IS NULL OR r.change = $5)
  AND ($6::text IS NULL OR r.cause->>'kind' = $6) AND ($7::text IS NULL OR strpos(lower(r.cause->>'name'), lower($7)) > 0)
  AND ($8::text IS NULL OR ${touches("$8")})
  AND ($9::text IS NULL OR EXISTS (SELECT 1 FROM ${entityOf("r.uid")} WHERE e.owner_ref = $9))`;

function feedValues(db: TenantSql, filter: FeedFilter): (string | Date | null)[] {
  const { from, to, kind, change, causeKind, actor, field, owner } = filter;
  return [
    db.tenantId,
    ...[from, to, kind, change, causeKind, actor, field, owner].map((value) => value ?? null),
  ];
}

/** Changes of the catalog, newest first. */
export async function listChangeRows(
  db: TenantSql,
  filter: FeedFilter,
  after: FeedPosition | undefined,
  limit: number,
): Promise<ChangeRow[]> {
  return db.sql<ChangeRow>(
    `SELECT ${CHANGE} FROM (SELECT * FROM entity_revision r WHERE ${FEED}
       AND ($10::bigint IS NULL OR r.seq < $10 OR (r.seq = $10 AND r.uid > $11::uuid))
       ORDER BY r.seq DESC, r.uid LIMIT $12::int) r ${SOURCE} ORDER BY r.seq DESC, r.uid`,
    [...feedValues(db, filter), after?.seq ?? null, after?.uid ?? null, limit],
  );
}

/** How many changes there are, counted up to `max`. */
export async function countChangeRows(db: TenantSql, filter: FeedFilter, max: number): Promise<number> {
  const [row] = await db.sql<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT 1 FROM entity_revision r WHERE ${FEED} LIMIT $10::int) counted`,
    [...feedValues(db, filter), max],
  );
  return row?.n ?? 0;
}
