import type { TenantSql } from "@/lib/platform/db";

export type Loss = { readonly total: number; readonly lost: number };

/** How many entities the tenant has, and how many of them nothing would speak of without these repositories. */
export async function countLoss(db: TenantSql, repositoryIds: readonly string[]): Promise<Loss> {
  const rows = await db.sql<Loss>(
    `WITH said AS (SELECT DISTINCT entity_ref FROM fragment WHERE tenant_id = $1::uuid AND repository_id = ANY($2::uuid[]))
     SELECT (SELECT count(*) FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL)::int AS total,
       (SELECT count(*) FROM said WHERE NOT EXISTS (
          SELECT 1 FROM fragment f WHERE f.tenant_id = $1::uuid AND f.entity_ref = said.entity_ref AND f.layer NOT IN ('overlay', 'kept')
            AND (f.repository_id IS NULL OR f.repository_id <> ALL($2::uuid[]))))::int AS lost`,
    [db.tenantId, [...repositoryIds]],
  );
  return rows[0] ?? { total: 0, lost: 0 };
}

export type HeldRepository = {
  readonly id: string;
  readonly sourceId: string;
  readonly name: string;
  readonly since: Date;
};

// Missing in one run and not confirmed by another yet.
const HELD = "missing_since IS NOT NULL AND code IS DISTINCT FROM 'gone'";

export async function listHeldRepositories(db: TenantSql): Promise<HeldRepository[]> {
  return db.sql<HeldRepository>(
    `SELECT id::text, source_id::text AS "sourceId", owner || '/' || name AS name, missing_since AS since FROM repository
     WHERE tenant_id = $1::uuid AND ${HELD} ORDER BY missing_since, 3`,
    [db.tenantId],
  );
}

export async function keepHeldRepositories(db: TenantSql): Promise<void> {
  await db.sql(`UPDATE repository SET missing_since = NULL WHERE tenant_id = $1::uuid AND ${HELD}`, [
    db.tenantId,
  ]);
}

export type HeldPerson = { readonly sourceId: string; readonly sourceKey: string; readonly ref: string };

/** Teams and people an organisation's last reading did not name, kept until another one says the same. */
export async function listHeldPeople(db: TenantSql): Promise<HeldPerson[]> {
  return db.sql<HeldPerson>(
    `SELECT f.source_id::text AS "sourceId", f.source_key AS "sourceKey", f.entity_ref AS ref FROM fragment f
     JOIN source s ON s.tenant_id = f.tenant_id AND s.id = f.source_id AND s.kind = 'github'
     WHERE f.tenant_id = $1::uuid AND f.stale AND f.layer = 'imported' AND f.repository_id IS NULL ORDER BY 3`,
    [db.tenantId],
  );
}

export async function keepHeldPeople(db: TenantSql, keys: readonly string[]): Promise<void> {
  await db.sql(
    "UPDATE fragment SET stale = false WHERE tenant_id = $1::uuid AND source_key = ANY($2::text[]) AND layer = 'imported'",
    [db.tenantId, [...keys]],
  );
}

export async function countEntities(db: TenantSql): Promise<number> {
  const rows = await db.sql<{ count: number }>(
    "SELECT count(*)::int AS count FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL",
    [db.tenantId],
  );
  return rows[0]?.count ?? 0;
}
