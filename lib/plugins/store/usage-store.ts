import type { TenantSql } from "@/lib/platform/db";

/** Counts one question to a vendor; answers from the cache are none. */
export async function countUsage(
  db: TenantSql,
  use: { pluginId: string; query: string; problem: string | undefined },
): Promise<void> {
  await db.sql(
    `INSERT INTO plugin_usage AS u (tenant_id, plugin_id, query, day, calls, failures, last_error)
     VALUES ($1::uuid, $2, $3, current_date, 1, $4::int, $5)
     ON CONFLICT (tenant_id, plugin_id, query, day) DO UPDATE SET calls = u.calls + 1, failures = u.failures + excluded.failures,
       last_error = coalesce(excluded.last_error, u.last_error)`,
    [db.tenantId, use.pluginId, use.query, use.problem === undefined ? 0 : 1, use.problem ?? null],
  );
}

export type UsageRow = {
  readonly pluginId: string;
  readonly calls: number;
  readonly failures: number;
  readonly lastError: string | null;
};

export async function listUsage(db: TenantSql, days: number): Promise<UsageRow[]> {
  return db.sql<UsageRow>(
    `SELECT plugin_id AS "pluginId", sum(calls)::int AS calls, sum(failures)::int AS failures,
       (array_agg(last_error ORDER BY day DESC) FILTER (WHERE last_error IS NOT NULL))[1] AS "lastError"
     FROM plugin_usage WHERE tenant_id = $1::uuid AND day > current_date - $2::int GROUP BY plugin_id`,
    [db.tenantId, days],
  );
}
