import type { TenantSql } from "@/lib/platform/db";

/** What a source says of an entity: the content and its hash. */
export type Said = { readonly ref: string; readonly body: string; readonly hash: string };

/** What the source says now under these refs. */
export async function listSaid(db: TenantSql, sourceId: string, refs: readonly string[]): Promise<Said[]> {
  return db.sql<Said>(
    "SELECT source_key AS ref, body, hash FROM fragment WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND source_key = ANY($3::text[])",
    [db.tenantId, sourceId, [...refs]],
  );
}

/** Every ref the source says something of, with the hash of what it says. */
export async function listSaidHashes(
  db: TenantSql,
  sourceId: string,
): Promise<{ ref: string; hash: string }[]> {
  return db.sql<{ ref: string; hash: string }>(
    "SELECT source_key AS ref, hash FROM fragment WHERE tenant_id = $1::uuid AND source_id = $2::uuid ORDER BY source_key",
    [db.tenantId, sourceId],
  );
}

/** Keeps what the source says now of these refs, before a run changes it. A run's first note counts: it may begin twice. */
export async function noteBefore(
  db: TenantSql,
  sourceId: string,
  runId: string,
  refs: readonly string[],
): Promise<void> {
  if (refs.length === 0) return;
  await db.sql(
    `INSERT INTO import_undo (tenant_id, run_id, ref, before, hash)
     SELECT $1::uuid, $3::uuid, r.ref, f.body, f.hash FROM unnest($4::text[]) AS r(ref)
     LEFT JOIN fragment f ON f.tenant_id = $1::uuid AND f.source_id = $2::uuid AND f.source_key = r.ref
     ON CONFLICT DO NOTHING`,
    [db.tenantId, sourceId, runId, [...refs]],
  );
}

/** Notes that nothing came of are dropped: the source says what it said. */
export async function dropVainNotes(db: TenantSql, sourceId: string, runId: string): Promise<void> {
  await db.sql(
    `DELETE FROM import_undo u WHERE u.tenant_id = $1::uuid AND u.run_id = $3::uuid AND u.hash IS NOT DISTINCT FROM
       (SELECT f.hash FROM fragment f WHERE f.tenant_id = u.tenant_id AND f.source_id = $2::uuid AND f.source_key = u.ref)`,
    [db.tenantId, sourceId, runId],
  );
}

export type UndoNote = { readonly ref: string; readonly before: string | null; readonly hash: string | null };

export async function listNotes(
  db: TenantSql,
  runId: string,
  after: string,
  limit: number,
): Promise<UndoNote[]> {
  return db.sql<UndoNote>(
    "SELECT ref, before, hash FROM import_undo WHERE tenant_id = $1::uuid AND run_id = $2::uuid AND ref > $3 ORDER BY ref LIMIT $4::int",
    [db.tenantId, runId, after, limit],
  );
}

/** What a run made of entities, from its notes: created (it said nothing before), removed (it says nothing now), changed. */
export async function countNotes(
  db: TenantSql,
  sourceId: string,
  runId: string,
): Promise<{ created: number; changed: number; removed: number }> {
  const rows = await db.sql<{ created: number; changed: number; removed: number }>(
    `SELECT count(*) FILTER (WHERE u.before IS NULL)::int AS created,
       count(*) FILTER (WHERE u.before IS NOT NULL AND f.hash IS NOT NULL)::int AS changed,
       count(*) FILTER (WHERE u.before IS NOT NULL AND f.hash IS NULL)::int AS removed
     FROM import_undo u LEFT JOIN fragment f ON f.tenant_id = u.tenant_id AND f.source_id = $2::uuid AND f.source_key = u.ref
     WHERE u.tenant_id = $1::uuid AND u.run_id = $3::uuid`,
    [db.tenantId, sourceId, runId],
  );
  return rows[0] ?? { created: 0, changed: 0, removed: 0 };
}

/** An entity a run touched, and how. */
export type Touched = { readonly ref: string; readonly change: "created" | "changed" | "removed" };

export async function listTouched(
  db: TenantSql,
  sourceId: string,
  runId: string,
  limit: number,
): Promise<Touched[]> {
  return db.sql<Touched>(
    `SELECT u.ref, CASE WHEN u.before IS NULL THEN 'created' WHEN f.hash IS NULL THEN 'removed' ELSE 'changed' END AS change
     FROM import_undo u LEFT JOIN fragment f ON f.tenant_id = u.tenant_id AND f.source_id = $2::uuid AND f.source_key = u.ref
     WHERE u.tenant_id = $1::uuid AND u.run_id = $3::uuid ORDER BY u.ref LIMIT $4::int`,
    [db.tenantId, sourceId, runId, limit],
  );
}
