import type { TenantSql } from "@/lib/platform/db";

export type RunTrigger = "install" | "webhook" | "schedule" | "person";

/** Why a run waits or failed, for the page. */
export type RunProblem = { readonly code: string; readonly message: string; readonly fix: string };

export type RunRow = {
  readonly id: string;
  readonly sourceId: string;
  readonly trigger: string;
  readonly status: "running" | "done" | "failed" | "waiting";
  readonly stage: "discover" | "ingest" | "done";
  readonly total: number | null;
  readonly requests: number;
  readonly cursor: string | null;
  readonly problem: RunProblem | null;
  readonly waitUntil: Date | null;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
};

const COLUMNS = `id::text, source_id::text AS "sourceId", trigger, status, stage, total, requests, cursor, problem,
  wait_until AS "waitUntil", started_at AS "startedAt", finished_at AS "finishedAt"`;

/** Two presses of one button, or a press and the clock, take turns from here to the end of their transactions. */
export async function lockSource(db: TenantSql, sourceId: string): Promise<void> {
  await db.sql("SELECT pg_advisory_xact_lock(hashtext('ingest_run'), hashtext($1))", [
    `${db.tenantId}:${sourceId}`,
  ]);
}

export async function insertRun(db: TenantSql, sourceId: string, trigger: RunTrigger): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    "INSERT INTO ingest_run (tenant_id, source_id, trigger) VALUES ($1::uuid, $2::uuid, $3) RETURNING id::text",
    [db.tenantId, sourceId, trigger],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error("the run was not inserted");
  return id;
}

/** A run of the source that is still under way: its row is open and a job of it is alive. */
export async function findLiveRun(db: TenantSql, sourceId: string): Promise<string | undefined> {
  const rows = await db.sql<{ id: string }>(
    `SELECT r.id::text FROM ingest_run r WHERE r.tenant_id = $1::uuid AND r.source_id = $2::uuid AND r.status IN ('running', 'waiting')
       AND EXISTS (SELECT 1 FROM outbox o WHERE o.tenant_id = r.tenant_id AND o.status IN ('pending', 'queued', 'running')
                     AND o.job IN ('catalog.discover-installation', 'catalog.ingest-batch', 'catalog.finish-run') AND o.payload->>'runId' = r.id::text)
     ORDER BY r.started_at DESC LIMIT 1`,
    [db.tenantId, sourceId],
  );
  return rows[0]?.id;
}

/** Ends runs nobody works on any more, so that a page does not wait for them. */
export async function closeOpenRuns(db: TenantSql, sourceId: string, problem: RunProblem): Promise<void> {
  await db.sql(
    `UPDATE ingest_run SET status = 'failed', problem = $3::text::jsonb, wait_until = NULL, finished_at = now()
     WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND status IN ('running', 'waiting')`,
    [db.tenantId, sourceId, JSON.stringify(problem)],
  );
}

export async function findRun(db: TenantSql, runId: string): Promise<RunRow | undefined> {
  return (
    await db.sql<RunRow>(`SELECT ${COLUMNS} FROM ingest_run WHERE tenant_id = $1::uuid AND id = $2::uuid`, [
      db.tenantId,
      runId,
    ])
  )[0];
}

export async function findLatestRun(db: TenantSql, sourceId?: string): Promise<RunRow | undefined> {
  const rows = await db.sql<RunRow>(
    `SELECT ${COLUMNS} FROM ingest_run WHERE tenant_id = $1::uuid AND ($2::uuid IS NULL OR source_id = $2::uuid) ORDER BY started_at DESC LIMIT 1`,
    [db.tenantId, sourceId ?? null],
  );
  return rows[0];
}

/** Keeps where discovery stands. Clears a wait: who saves progress is at work. */
export async function saveRunProgress(
  db: TenantSql,
  runId: string,
  progress: { readonly cursor: string; readonly total: number | undefined; readonly requests: number },
): Promise<void> {
  await db.sql(
    `UPDATE ingest_run SET cursor = $3, total = coalesce($4::int, total), requests = $5::int, status = 'running', problem = NULL, wait_until = NULL
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND stage = 'discover'`,
    [db.tenantId, runId, progress.cursor, progress.total ?? null, progress.requests],
  );
}

export async function parkRun(
  db: TenantSql,
  runId: string,
  wait: {
    readonly cursor: string;
    readonly requests: number;
    readonly problem: RunProblem;
    readonly until: Date;
  },
): Promise<void> {
  await db.sql(
    `UPDATE ingest_run SET status = 'waiting', cursor = $3, requests = $4::int, problem = $5::text::jsonb, wait_until = $6::text::timestamptz
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND status IN ('running', 'waiting')`,
    [db.tenantId, runId, wait.cursor, wait.requests, JSON.stringify(wait.problem), wait.until.toISOString()],
  );
}

export async function failRun(db: TenantSql, runId: string, problem: RunProblem): Promise<void> {
  await db.sql(
    `UPDATE ingest_run SET status = 'failed', problem = $3::text::jsonb, wait_until = NULL, finished_at = now()
     WHERE tenant_id = $1::uuid AND id = $2::uuid`,
    [db.tenantId, runId, JSON.stringify(problem)],
  );
}

/** Discovery is complete; what is left is ingest. `warning` stays on the run for the page. */
export async function endDiscovery(
  db: TenantSql,
  runId: string,
  end: { readonly requests: number; readonly warning: RunProblem | undefined },
): Promise<void> {
  await db.sql(
    `UPDATE ingest_run SET stage = 'ingest', status = 'running', cursor = NULL, wait_until = NULL, requests = $3::int, problem = $4::text::jsonb
     WHERE tenant_id = $1::uuid AND id = $2::uuid AND stage = 'discover'`,
    [db.tenantId, runId, end.requests, end.warning ? JSON.stringify(end.warning) : null],
  );
}

/** Closes the run if every repository of it has its verdict. @returns whether this call closed it */
export async function closeRunIfComplete(db: TenantSql, runId: string): Promise<boolean> {
  const rows = await db.sql(
    `UPDATE ingest_run r SET status = 'done', stage = 'done', finished_at = now()
     WHERE r.tenant_id = $1::uuid AND r.id = $2::uuid AND r.stage = 'ingest' AND NOT EXISTS (
       SELECT 1 FROM repository p WHERE p.tenant_id = r.tenant_id AND p.run_id = r.id AND p.verdict = 'queued')
     RETURNING 1`,
    [db.tenantId, runId],
  );
  return rows.length === 1;
}

export type SourceRow = {
  readonly id: string;
  readonly name: string;
  readonly installationId: number | null;
};

export async function findSource(db: TenantSql, sourceId: string): Promise<SourceRow | undefined> {
  const rows = await db.sql<SourceRow>(
    `SELECT id::text, name, installation_id::float8 AS "installationId" FROM source WHERE tenant_id = $1::uuid AND id = $2::uuid`,
    [db.tenantId, sourceId],
  );
  return rows[0];
}

export async function listGithubSources(db: TenantSql): Promise<SourceRow[]> {
  return db.sql<SourceRow>(
    `SELECT id::text, name, installation_id::float8 AS "installationId" FROM source WHERE tenant_id = $1::uuid AND kind = 'github' ORDER BY name`,
    [db.tenantId],
  );
}

/** The source of an installation; a reinstallation of the same account takes over its source, so nothing is doubled. */
export async function upsertGithubSource(
  db: TenantSql,
  name: string,
  installationId: number,
): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO source (tenant_id, kind, name, installation_id) VALUES ($1::uuid, 'github', $2, $3::bigint)
     ON CONFLICT (tenant_id, kind, name) DO UPDATE SET installation_id = excluded.installation_id RETURNING id::text`,
    [db.tenantId, name, installationId],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error("the source was not written");
  return id;
}
