import type { TenantSql } from "@/lib/platform/db";
import { lockCatalog } from "./entity-store";

/** A repository as GitHub's list gives it. Dates as ISO text, id as decimal text. */
export type ListedRepository = {
  readonly external_id: string;
  readonly node_id: string;
  readonly owner: string;
  readonly name: string;
  readonly url: string;
  readonly description: string | null;
  readonly default_branch: string | null;
  readonly archived: boolean;
  readonly fork: boolean;
  readonly private: boolean;
  readonly language: string | null;
  readonly topics: readonly string[];
  readonly pushed_at: string | null;
};

const CHANGED = `(repository.needs_read OR repository.missing_since IS NOT NULL OR (repository.pushed_at, repository.owner, repository.name, repository.archived, repository.private,
  repository.default_branch, repository.description, repository.topics) IS DISTINCT FROM (excluded.pushed_at, excluded.owner, excluded.name,
  excluded.archived, excluded.private, excluded.default_branch, excluded.description, excluded.topics))`;

/** Takes over repositories that another organisation of the tenant had: they were transferred, so what they say goes along. */
async function adoptTransferred(
  db: TenantSql,
  sourceId: string,
  externalIds: readonly string[],
): Promise<void> {
  const rows = await db.sql<{ id: string }>(
    `SELECT p.id::text FROM repository p WHERE p.tenant_id = $1::uuid AND p.external_id = ANY($3::bigint[])
       AND p.source_id IN (SELECT s.id FROM source s WHERE s.tenant_id = $1::uuid AND s.kind = 'github' AND s.id <> $2::uuid)
       AND NOT EXISTS (SELECT 1 FROM repository q WHERE q.tenant_id = $1::uuid AND q.source_id = $2::uuid AND q.external_id = p.external_id)`,
    [db.tenantId, sourceId, [...externalIds]],
  );
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.id);
  await lockCatalog(db);
  await db.sql(
    `UPDATE ref_decision d SET source_id = $2::uuid FROM fragment f WHERE d.tenant_id = $1::uuid AND f.tenant_id = $1::uuid
       AND f.repository_id = ANY($3::uuid[]) AND f.source_id = d.source_id AND f.source_key = d.source_key`,
    [db.tenantId, sourceId, ids],
  );
  await db.sql(
    "UPDATE fragment SET source_id = $2::uuid WHERE tenant_id = $1::uuid AND repository_id = ANY($3::uuid[])",
    [db.tenantId, sourceId, ids],
  );
  await db.sql(
    "UPDATE repository SET source_id = $2::uuid WHERE tenant_id = $1::uuid AND id = ANY($3::uuid[])",
    [db.tenantId, sourceId, ids],
  );
}

/**
 * Writes one page of the list. New and changed repositories wait to be read; the others keep their verdict and are not asked for again.
 *
 * @param runId - undefined outside a run: the rows then stay with the run that saw them last
 */
export async function upsertListed(
  db: TenantSql,
  sourceId: string,
  runId: string | undefined,
  rows: readonly ListedRepository[],
): Promise<void> {
  await adoptTransferred(
    db,
    sourceId,
    rows.map((row) => row.external_id),
  );
  await db.sql(
    `INSERT INTO repository (tenant_id, source_id, run_id, external_id, node_id, owner, name, url, description, default_branch, archived, fork, private,
       language, topics, pushed_at, needs_read, verdict)
     SELECT $1::uuid, $2::uuid, $3::uuid, r.external_id, r.node_id, r.owner, r.name, r.url, r.description, r.default_branch, r.archived, r.fork, r.private,
       r.language, r.topics, r.pushed_at, true, 'queued'
     FROM jsonb_to_recordset($4::text::jsonb) AS r(external_id bigint, node_id text, owner text, name text, url text, description text, default_branch text,
       archived boolean, fork boolean, private boolean, language text, topics text[], pushed_at timestamptz(3))
     ON CONFLICT (tenant_id, source_id, external_id) DO UPDATE SET
       run_id = coalesce(excluded.run_id, repository.run_id), node_id = excluded.node_id, owner = excluded.owner, name = excluded.name, url = excluded.url,
       description = excluded.description, default_branch = excluded.default_branch, archived = excluded.archived, fork = excluded.fork,
       private = excluded.private, language = excluded.language, topics = excluded.topics, pushed_at = excluded.pushed_at, missing_since = NULL,
       code = CASE WHEN repository.code = 'gone' THEN NULL ELSE repository.code END,
       needs_read = ${CHANGED}, verdict = CASE WHEN ${CHANGED} THEN 'queued' ELSE repository.verdict END`,
    [db.tenantId, sourceId, runId ?? null, JSON.stringify(rows)],
  );
}

export type UnreadRepository = {
  readonly id: string;
  readonly externalId: string;
  readonly nodeId: string;
  readonly name: string;
  /** registered locations in it, as paths or patterns */
  readonly descriptors: readonly string[];
  /** where the tenant's kinds are defined, when it chose this repository for that */
  readonly kindFolder: string | null;
  readonly access: { readonly teams: readonly { readonly teamSlug: string; readonly permission: string }[] };
};

const UNREAD = `id::text, external_id::text AS "externalId", node_id AS "nodeId", name, access,
  ARRAY(SELECT l.path FROM location l WHERE l.tenant_id = repository.tenant_id AND l.repository_id = repository.id ORDER BY l.path LIMIT 100) AS descriptors,
  (SELECT k.folder FROM kind_source k WHERE k.tenant_id = repository.tenant_id AND k.repository_id = repository.id) AS "kindFolder"`;

/** The next repositories to read, oldest id first so that a resumed run takes the same ones. */
export async function listUnread(
  db: TenantSql,
  sourceId: string,
  runId: string,
  limit: number,
): Promise<UnreadRepository[]> {
  return db.sql<UnreadRepository>(
    `SELECT ${UNREAD} FROM repository WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND run_id = $3::uuid AND needs_read AND node_id IS NOT NULL
     ORDER BY external_id LIMIT $4::int`,
    [db.tenantId, sourceId, runId, limit],
  );
}

export async function listByExternalId(
  db: TenantSql,
  sourceId: string,
  externalIds: readonly string[],
): Promise<UnreadRepository[]> {
  return db.sql<UnreadRepository>(
    `SELECT ${UNREAD} FROM repository WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND external_id = ANY($3::bigint[]) AND node_id IS NOT NULL`,
    [db.tenantId, sourceId, [...externalIds]],
  );
}

export type ReadRepository = {
  readonly id: string;
  readonly head_sha: string | null;
  readonly snapshot: object;
};

/** Keeps what was read and queues the repositories for ingest. */
export async function saveSnapshots(db: TenantSql, rows: readonly ReadRepository[]): Promise<void> {
  await db.sql(
    `UPDATE repository p SET snapshot = r.snapshot, head_sha = r.head_sha, needs_read = false, verdict = 'queued'
     FROM jsonb_to_recordset($2::text::jsonb) AS r(id uuid, head_sha text, snapshot jsonb) WHERE p.tenant_id = $1::uuid AND p.id = r.id`,
    [db.tenantId, JSON.stringify(rows)],
  );
}

export type UnreadableRepository = {
  readonly id: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
};

/** A repository GitHub would not show: its cause is written, what was known of it stays, and the next run asks again. */
export async function markUnreadable(db: TenantSql, rows: readonly UnreadableRepository[]): Promise<void> {
  await db.sql(
    `UPDATE repository p SET verdict = 'failed', stage = 'fetch', code = r.code, message = r.message, fix = r.fix, verdict_at = now(),
       needs_read = false, pushed_at = NULL
     FROM jsonb_to_recordset($2::text::jsonb) AS r(id uuid, code text, message text, fix text) WHERE p.tenant_id = $1::uuid AND p.id = r.id`,
    [db.tenantId, JSON.stringify(rows)],
  );
}

/**
 * Writes which teams may touch which repositories.
 *
 * @returns repositories that were read already and now have other teams: they need ingest, but no reading
 */
export async function saveAccess(
  db: TenantSql,
  sourceId: string,
  rows: readonly {
    readonly external_id: string;
    readonly teams: readonly { readonly teamSlug: string; readonly permission: string }[];
  }[],
): Promise<string[]> {
  const changed = await db.sql<{ id: string; ingest: boolean }>(
    `UPDATE repository p SET access = jsonb_build_object('teams', r.teams),
       snapshot = CASE WHEN p.needs_read OR p.head_sha IS NULL THEN p.snapshot ELSE jsonb_set(p.snapshot, '{teamAccess}', r.teams) END
     FROM (SELECT q.id, coalesce(l.teams, '[]'::jsonb) AS teams FROM repository q
             LEFT JOIN jsonb_to_recordset($3::text::jsonb) AS l(external_id bigint, teams jsonb) ON l.external_id = q.external_id
           WHERE q.tenant_id = $1::uuid AND q.source_id = $2::uuid) AS r
     WHERE p.tenant_id = $1::uuid AND p.id = r.id AND p.access->'teams' IS DISTINCT FROM r.teams
     RETURNING p.id::text, (NOT p.needs_read AND p.head_sha IS NOT NULL) AS ingest`,
    [db.tenantId, sourceId, JSON.stringify(rows)],
  );
  return changed.filter((row) => row.ingest).map((row) => row.id);
}

// Retired repositories stay as rows. One that a webhook brought while the list was being read is in no page of it, and not missing.
const MISSING = `p.code IS DISTINCT FROM 'gone' AND p.run_id IS DISTINCT FROM $3::uuid AND p.created_at < (SELECT r.started_at FROM ingest_run r WHERE r.tenant_id = $1::uuid AND r.id = $3::uuid)`;

export type MissingCount = { readonly known: number; readonly missing: number; readonly confirmed: number };

/** How many repositories the finished list did not name; `confirmed` were missing in an earlier run already. */
export async function countMissing(db: TenantSql, sourceId: string, runId: string): Promise<MissingCount> {
  const rows = await db.sql<MissingCount>(
    `SELECT (count(*) FILTER (WHERE p.code IS DISTINCT FROM 'gone'))::int AS known, (count(*) FILTER (WHERE ${MISSING}))::int AS missing,
       (count(*) FILTER (WHERE ${MISSING} AND p.missing_since IS NOT NULL))::int AS confirmed
     FROM repository p WHERE p.tenant_id = $1::uuid AND p.source_id = $2::uuid`,
    [db.tenantId, sourceId, runId],
  );
  return rows[0] ?? { known: 0, missing: 0, confirmed: 0 };
}

export async function markMissing(db: TenantSql, sourceId: string, runId: string): Promise<void> {
  await db.sql(
    `UPDATE repository p SET missing_since = now() WHERE p.tenant_id = $1::uuid AND p.source_id = $2::uuid AND ${MISSING} AND p.missing_since IS NULL`,
    [db.tenantId, sourceId, runId],
  );
}

/** Ids of what is gone: not in this run's list, and `confirmedOnly` also not in an earlier one's. */
export async function listMissing(
  db: TenantSql,
  sourceId: string,
  runId: string,
  confirmedOnly: boolean,
): Promise<string[]> {
  const rows = await db.sql<{ id: string }>(
    `SELECT p.id::text FROM repository p WHERE p.tenant_id = $1::uuid AND p.source_id = $2::uuid AND ${MISSING}
       AND (NOT $4::boolean OR p.missing_since IS NOT NULL)`,
    [db.tenantId, sourceId, runId, confirmedOnly],
  );
  return rows.map((row) => row.id);
}

/** Repositories of a run without a verdict, and the cause if the job that had them was set aside. */
export async function listStuck(
  db: TenantSql,
  runId: string,
): Promise<{ id: string; alone: boolean; error: string | null }[]> {
  return db.sql<{ id: string; alone: boolean; error: string | null }>(
    `SELECT p.id::text, coalesce(jsonb_array_length(o.payload->'repositoryIds') = 1, false) AS alone, o.error
     FROM repository p LEFT JOIN LATERAL (
       SELECT x.payload, x.error FROM outbox x WHERE x.tenant_id = p.tenant_id AND x.job = 'catalog.ingest-batch' AND x.status = 'failed'
         AND x.payload->>'runId' = $2::text AND x.payload->'repositoryIds' ? p.id::text
       ORDER BY jsonb_array_length(x.payload->'repositoryIds') LIMIT 1) o ON true
     WHERE p.tenant_id = $1::uuid AND p.run_id = $2::uuid AND p.verdict = 'queued'`,
    [db.tenantId, runId],
  );
}

export async function hasLiveBatches(db: TenantSql, runId: string): Promise<boolean> {
  const rows = await db.sql(
    `SELECT 1 FROM outbox WHERE tenant_id = $1::uuid AND job = 'catalog.ingest-batch' AND status IN ('pending', 'queued', 'running')
       AND payload->>'runId' = $2::text LIMIT 1`,
    [db.tenantId, runId],
  );
  return rows.length > 0;
}
