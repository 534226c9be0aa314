import type { TenantSql } from "@/lib/platform/db";

export type SquareRow = {
  readonly id: string;
  readonly name: string;
  readonly verdict: string;
  readonly needsRead: boolean;
};

/** Every repository of a run, in the order of their names. With `since` only those whose verdict is newer. */
export async function listSquares(db: TenantSql, runId: string): Promise<SquareRow[]> {
  return db.sql<SquareRow>(
    `SELECT id::text, name, verdict, needs_read AS "needsRead" FROM repository WHERE tenant_id = $1::uuid AND run_id = $2::uuid ORDER BY lower(name) LIMIT 20000`,
    [db.tenantId, runId],
  );
}

export async function countEntitiesByKind(db: TenantSql): Promise<{ kind: string; count: number }[]> {
  return db.sql<{ kind: string; count: number }>(
    `SELECT kind, count(*)::int AS count FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL GROUP BY kind ORDER BY kind`,
    [db.tenantId],
  );
}

export type FindingRow = {
  readonly id: string;
  readonly name: string;
  readonly verdict: string;
  readonly summary: string | null;
  readonly at: Date;
};

/** The newest verdicts, for the sentences. */
export async function listFindings(db: TenantSql, runId: string, limit: number): Promise<FindingRow[]> {
  return db.sql<FindingRow>(
    `SELECT id::text, name, verdict, summary, verdict_at AS at FROM repository
     WHERE tenant_id = $1::uuid AND run_id = $2::uuid AND verdict IN ('ingested', 'derived', 'skipped') AND verdict_at IS NOT NULL
     ORDER BY verdict_at DESC, name LIMIT $3::int`,
    [db.tenantId, runId, limit],
  );
}

export type FailureRow = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly stage: string | null;
  readonly message: string | null;
  readonly fix: string | null;
  readonly file: string | null;
  readonly line: number | null;
};

export async function listFailures(db: TenantSql, runId: string, limit: number): Promise<FailureRow[]> {
  return db.sql<FailureRow>(
    `SELECT id::text, name, url, stage, message, fix, file, line FROM repository
     WHERE tenant_id = $1::uuid AND run_id = $2::uuid AND verdict = 'failed' ORDER BY verdict_at DESC, name LIMIT $3::int`,
    [db.tenantId, runId, limit],
  );
}
