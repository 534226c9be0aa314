import type { TenantSql } from "@/lib/platform/db";
import type { Cause } from "../model/cause";

export const KEEP_DAYS = 30;

// A row that was archived, came back and was orphaned again is not archived.
const ARCHIVED = "e.archived_at IS NOT NULL AND e.archived_at >= e.orphaned_at";

export type OrphanRow = {
  readonly uid: string;
  readonly ref: string;
  readonly kind: string;
  readonly title: string;
  readonly type: string | null;
  readonly ownerRef: string | null;
  readonly ownerTitle: string | null;
  readonly orphanedAt: Date;
  readonly archivedAt: Date | null;
  /** what made it an orphan */
  readonly cause: Cause | null;
  /** the run of the repository's source under way at that moment */
  readonly runId: string | null;
};

export async function countOrphanRows(db: TenantSql): Promise<{ orphaned: number; archived: number }> {
  const rows = await db.sql<{ orphaned: number; archived: number }>(
    `SELECT (count(*) FILTER (WHERE NOT (${ARCHIVED})))::int AS orphaned, (count(*) FILTER (WHERE ${ARCHIVED}))::int AS archived
     FROM entity e WHERE e.tenant_id = $1::uuid AND e.orphaned_at IS NOT NULL`,
    [db.tenantId],
  );
  return rows[0] ?? { orphaned: 0, archived: 0 };
}

/** Orphans, the newest first. */
export async function listOrphanRows(
  db: TenantSql,
  filter: { readonly archived: boolean; readonly limit: number; readonly offset: number },
): Promise<OrphanRow[]> {
  return db.sql<OrphanRow>(
    `SELECT e.uid::text, e.ref, e.kind, e.title, e.type, e.owner_ref AS "ownerRef", o.title AS "ownerTitle", e.orphaned_at AS "orphanedAt",
       CASE WHEN ${ARCHIVED} THEN e.archived_at END AS "archivedAt", v.cause, g.id::text AS "runId"
     FROM entity e
     LEFT JOIN entity o ON o.tenant_id = e.tenant_id AND o.ref = e.owner_ref AND o.orphaned_at IS NULL
     LEFT JOIN LATERAL (SELECT x.cause FROM entity_revision x WHERE x.tenant_id = e.tenant_id AND x.uid = e.uid AND x.change = 'removed'
                        ORDER BY x.version DESC LIMIT 1) v ON true
     LEFT JOIN LATERAL (SELECT n.id FROM ingest_run n WHERE n.tenant_id = e.tenant_id AND n.started_at <= e.orphaned_at
                          AND coalesce(n.finished_at, now()) >= e.orphaned_at ORDER BY n.started_at DESC LIMIT 1) g ON true
     WHERE e.tenant_id = $1::uuid AND e.orphaned_at IS NOT NULL AND (${ARCHIVED}) = $2::boolean
     ORDER BY e.orphaned_at DESC, e.ref LIMIT $3::int OFFSET $4::int`,
    [db.tenantId, filter.archived, filter.limit, filter.offset],
  );
}

/** Entities that were taken out by hand although a source still speaks of them. */
export async function listRefsRemovedByHand(db: TenantSql, sourceId: string): Promise<string[]> {
  const rows = await db.sql<{ ref: string }>(
    `SELECT e.ref FROM entity e CROSS JOIN LATERAL (SELECT 1 FROM fragment f
       WHERE f.tenant_id = $1::uuid AND f.entity_ref = e.ref AND f.source_id = $2::uuid OFFSET 0) said
     WHERE e.tenant_id = $1::uuid AND e.orphaned_at IS NOT NULL`,
    [db.tenantId, sourceId],
  );
  return rows.map(({ ref }) => ref);
}

export type OrphanBody = {
  readonly uid: string;
  readonly ref: string;
  readonly title: string;
  readonly served: string;
  readonly archived: boolean;
};

/** Orphans among these ids; what is no orphan is left out. */
export async function findOrphans(db: TenantSql, uids: readonly string[]): Promise<OrphanBody[]> {
  return db.sql<OrphanBody>(
    `SELECT e.uid::text, e.ref, e.title, e.served, (${ARCHIVED}) AS archived FROM entity e
     WHERE e.tenant_id = $1::uuid AND e.uid = ANY($2::uuid[]) AND e.orphaned_at IS NOT NULL`,
    [db.tenantId, [...uids]],
  );
}

export async function markArchived(db: TenantSql, uids: readonly string[]): Promise<void> {
  await db.sql(
    "UPDATE entity SET archived_at = now() WHERE tenant_id = $1::uuid AND uid = ANY($2::uuid[]) AND orphaned_at IS NOT NULL",
    [db.tenantId, [...uids]],
  );
}

export async function clearArchived(db: TenantSql, uids: readonly string[]): Promise<void> {
  await db.sql(
    "UPDATE entity SET archived_at = NULL WHERE tenant_id = $1::uuid AND uid = ANY($2::uuid[]) AND orphaned_at IS NOT NULL",
    [db.tenantId, [...uids]],
  );
}

/** Deletes orphans with what the portal says of them. Their revisions and their last state stay: what has happened is not edited. */
export async function deleteOrphans(db: TenantSql, uids: readonly string[]): Promise<void> {
  await db.sql(
    `DELETE FROM fragment WHERE tenant_id = $1::uuid AND layer IN ('overlay', 'kept') AND source_key = ANY($2::text[])`,
    [db.tenantId, uids.flatMap((uid) => [`overlay:${uid}`, `kept:${uid}`])],
  );
  await db.sql("DELETE FROM entity_alias WHERE tenant_id = $1::uuid AND uid = ANY($2::uuid[])", [
    db.tenantId,
    [...uids],
  ]);
  await db.sql(
    `WITH gone AS (DELETE FROM entity WHERE tenant_id = $1::uuid AND uid = ANY($2::uuid[]) AND orphaned_at IS NOT NULL
       RETURNING tenant_id, uid, ref, title, type, owner_ref, served, relations, version, orphaned_at)
     INSERT INTO deleted_entity (tenant_id, uid, ref, title, type, owner_ref, served, relations, version, orphaned_at) SELECT * FROM gone
     ON CONFLICT (tenant_id, uid) DO NOTHING`,
    [db.tenantId, [...uids]],
  );
}

export async function findKeepDays(db: TenantSql): Promise<number> {
  const rows = await db.sql<{ days: number }>(
    "SELECT keep_days AS days FROM orphan_policy WHERE tenant_id = $1::uuid",
    [db.tenantId],
  );
  return rows[0]?.days ?? KEEP_DAYS;
}

export async function saveKeepDays(db: TenantSql, days: number): Promise<void> {
  await db.sql(
    `INSERT INTO orphan_policy (tenant_id, keep_days) VALUES ($1::uuid, $2::int)
     ON CONFLICT (tenant_id) DO UPDATE SET keep_days = excluded.keep_days`,
    [db.tenantId, days],
  );
}

/** Archives what has been an orphan longer than the tenant keeps orphans. @returns their refs */
export async function archiveAged(db: TenantSql): Promise<string[]> {
  const rows = await db.sql<{ ref: string }>(
    `UPDATE entity e SET archived_at = now() WHERE e.tenant_id = $1::uuid AND e.orphaned_at IS NOT NULL AND NOT (${ARCHIVED})
       AND e.orphaned_at < now() - make_interval(days => coalesce((SELECT keep_days FROM orphan_policy p WHERE p.tenant_id = $1::uuid), ${KEEP_DAYS}))
     RETURNING e.ref`,
    [db.tenantId],
  );
  return rows.map((row) => row.ref);
}
