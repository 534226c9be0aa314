import type { TenantSql } from "@/lib/platform/db";
import type { Verdict } from "../ingest/decide-verdict";
import type { Page } from "../ingest/read/read-pages";
import type { Entity } from "../model/entity";
import type { Problem } from "../model/problem";
import { storableJson } from "./storable-json";

export type SnapshotRow = {
  readonly id: string;
  readonly sourceId: string;
  readonly owner: string;
  readonly name: string;
  readonly externalId: string;
  readonly snapshot: unknown;
};

/** Snapshots of repositories of one source, as discovery left them. */
export async function listSnapshots(
  db: TenantSql,
  sourceId: string,
  repositoryIds: readonly string[],
): Promise<SnapshotRow[]> {
  return db.sql<SnapshotRow>(
    `SELECT id::text, source_id::text AS "sourceId", owner, name, external_id::text AS "externalId", snapshot FROM repository
     WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND id = ANY($3::uuid[]) AND missing_since IS NULL ORDER BY external_id`,
    [db.tenantId, sourceId, [...repositoryIds]],
  );
}

export type EarlierRow = {
  readonly repositoryId: string;
  readonly sourceKey: string;
  readonly ref: string;
  readonly body: Entity;
};

export async function listEarlierDeclared(
  db: TenantSql,
  sourceId: string,
  repositoryIds: readonly string[],
): Promise<EarlierRow[]> {
  const rows = await db.sql<Omit<EarlierRow, "body"> & { readonly body: string }>(
    `SELECT repository_id::text AS "repositoryId", source_key AS "sourceKey", entity_ref AS ref, body FROM fragment
     WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND repository_id = ANY($3::uuid[]) AND layer = 'declared'`,
    [db.tenantId, sourceId, [...repositoryIds]],
  );
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }));
}

export type VerdictWrite = Verdict & { readonly repositoryId: string };

export async function writeVerdicts(db: TenantSql, rows: readonly VerdictWrite[]): Promise<void> {
  if (rows.length === 0) return;
  await db.sql(
    `UPDATE repository p SET verdict = r.verdict, stage = r.stage, code = r.code, message = r.message, fix = r.fix, summary = r.summary, file = r.file,
       line = r.line, verdict_at = now()
     FROM jsonb_to_recordset($2::text::jsonb) AS r("repositoryId" uuid, verdict text, stage text, code text, message text, fix text, summary text, file text, line int)
     WHERE p.tenant_id = $1::uuid AND p.id = r."repositoryId"
       AND (p.verdict, p.stage, p.code, p.message, p.fix, p.summary, p.file, p.line) IS DISTINCT FROM
           (r.verdict, r.stage, r.code, r.message, r.fix, r.summary, r.file, r.line)`,
    [db.tenantId, storableJson(rows)],
  );
}

/** Marks repositories GitHub does not list any more. */
export async function markRetired(
  db: TenantSql,
  sourceId: string,
  repositoryIds: readonly string[],
): Promise<{ id: string; name: string; fullName: string }[]> {
  return db.sql(
    `UPDATE repository SET missing_since = coalesce(missing_since, now()), verdict = 'skipped', stage = 'fetch', code = 'gone',
       message = 'GitHub does not list this repository for the App any more', fix = 'If that is not meant, check which repositories the App may read.',
       summary = name || ': gone from GitHub; its entities are kept as orphans', file = NULL, line = NULL, verdict_at = now()
     WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND id = ANY($3::uuid[]) AND code IS DISTINCT FROM 'gone'
     RETURNING id::text, name, owner || '/' || name AS "fullName"`,
    [db.tenantId, sourceId, [...repositoryIds]],
  );
}

export type ProblemWrite = Problem & { readonly repositoryId: string };

const PROBLEM =
  'r("repositoryId" uuid, path text, stage text, severity text, code text, message text, fix text, line int, "column" int, "entityRef" text, "targetRef" text)';

function problemRecords(rows: readonly ProblemWrite[]): string {
  return storableJson(
    rows.map(({ at, ...row }) => ({ ...row, path: at.file, line: at.line, column: at.column })),
  );
}

async function insertProblems(db: TenantSql, rows: readonly ProblemWrite[]): Promise<void> {
  if (rows.length === 0) return;
  await db.sql(
    `INSERT INTO file_problem (tenant_id, repository_id, path, stage, severity, code, message, fix, line, "column", entity_ref, target_ref)
     SELECT $1::uuid, r."repositoryId", r.path, r.stage, r.severity, r.code, r.message, r.fix, r.line, r."column", r."entityRef", r."targetRef"
     FROM jsonb_to_recordset($2::text::jsonb) AS ${PROBLEM}`,
    [db.tenantId, problemRecords(rows)],
  );
}

/** Makes `rows` the problems of these repositories; what is there already is not written again. */
export async function replaceProblems(
  db: TenantSql,
  repositoryIds: readonly string[],
  rows: readonly ProblemWrite[],
): Promise<void> {
  const same = await db.sql(
    `WITH given AS (SELECT * FROM jsonb_to_recordset($3::text::jsonb) AS ${PROBLEM}),
       kept AS (SELECT repository_id, path, stage, severity, code, message, fix, line, "column", entity_ref, target_ref FROM file_problem
                WHERE tenant_id = $1::uuid AND repository_id = ANY($2::uuid[]))
     SELECT 1 WHERE NOT EXISTS (SELECT * FROM given EXCEPT ALL SELECT * FROM kept) AND NOT EXISTS (SELECT * FROM kept EXCEPT ALL SELECT * FROM given)`,
    [db.tenantId, [...repositoryIds], problemRecords(rows)],
  );
  if (same.length > 0) return;
  await db.sql("DELETE FROM file_problem WHERE tenant_id = $1::uuid AND repository_id = ANY($2::uuid[])", [
    db.tenantId,
    [...repositoryIds],
  ]);
  await insertProblems(db, rows);
}

/** Replaces, in repositories outside a batch, the problems of one code about these refs. */
export async function replaceProblemsAbout(
  db: TenantSql,
  code: string,
  targetRefs: readonly string[],
  rows: readonly ProblemWrite[],
): Promise<void> {
  await db.sql(
    "DELETE FROM file_problem WHERE tenant_id = $1::uuid AND code = $2 AND target_ref = ANY($3::text[])",
    [db.tenantId, code, [...targetRefs]],
  );
  await insertProblems(db, rows);
}

/** Ends warnings about refs that are in the catalog now. */
export async function endUnresolved(db: TenantSql, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return;
  await db.sql(
    "DELETE FROM file_problem WHERE tenant_id = $1::uuid AND code IN ('unresolved_owner', 'unresolved_reference') AND target_ref = ANY($2::text[])",
    [db.tenantId, [...refs]],
  );
}

export type PageWrite = Page & { readonly repositoryId: string };

/** Makes these the pages of the repositories; a page whose blob is the same is not written again. */
export async function replacePages(
  db: TenantSql,
  repositoryIds: readonly string[],
  pages: readonly PageWrite[],
): Promise<void> {
  const known = await db.sql<{ key: string; sha: string }>(
    "SELECT repository_id::text || ' ' || path AS key, sha FROM entity_document WHERE tenant_id = $1::uuid AND repository_id = ANY($2::uuid[])",
    [db.tenantId, [...repositoryIds]],
  );
  const given = new Map(pages.map((page) => [`${page.repositoryId} ${page.path}`, page]));
  const gone = known.filter((row) => !given.has(row.key)).map((row) => row.key);
  if (gone.length > 0) {
    await db.sql(
      "DELETE FROM entity_document WHERE tenant_id = $1::uuid AND repository_id = ANY($2::uuid[]) AND repository_id::text || ' ' || path = ANY($3::text[])",
      [db.tenantId, [...repositoryIds], gone],
    );
  }
  const shas = new Map(known.map((row) => [row.key, row.sha]));
  const changed = [...given].filter(([key, page]) => shas.get(key) !== page.sha).map(([, page]) => page);
  if (changed.length === 0) return;
  await db.sql(
    `INSERT INTO entity_document (tenant_id, repository_id, path, title, content, sha)
     SELECT $1::uuid, r."repositoryId", r.path, r.title, r.content, r.sha
     FROM jsonb_to_recordset($2::text::jsonb) AS r("repositoryId" uuid, path text, title text, content text, sha text)
     ON CONFLICT (tenant_id, repository_id, path) DO UPDATE SET title = excluded.title, content = excluded.content, sha = excluded.sha, updated_at = now()`,
    [db.tenantId, storableJson(changed)],
  );
}
