import type { TenantSql } from "@/lib/platform/db";

/** One source of the catalog of any kind, with its last run. */
export type OverviewRow = {
  readonly sourceId: string;
  readonly kind: string;
  readonly name: string;
  readonly entities: number;
  readonly enabled: boolean | null;
  readonly schedule: string | null;
  readonly nextRunAt: Date | null;
  readonly runId: string | null;
  readonly runStatus: string | null;
  readonly runAt: Date | null;
  readonly runProblem: string | null;
  readonly created: number | null;
  readonly changed: number | null;
  readonly removed: number | null;
  readonly rejected: number | null;
  readonly held: number | null;
};

const LAST_RUNS = `
  LEFT JOIN LATERAL (
    SELECT id::text AS run_id, status, started_at AS at, problem->>'message' AS problem, created, changed, removed, rejected, held FROM import_run
      WHERE tenant_id = s.tenant_id AND source_id = s.id
    UNION ALL SELECT id::text, status, created_at, error, created, changed, removed, rejected_total, held FROM push_run
      WHERE tenant_id = s.tenant_id AND source_id = s.id AND NOT dry_run
    UNION ALL SELECT id::text, status, started_at, problem->>'message', NULL, NULL, NULL, NULL, 0 FROM ingest_run
      WHERE tenant_id = s.tenant_id AND source_id = s.id
    ORDER BY at DESC LIMIT 1) r ON true`;

/** Every source of the catalog, those of people and machines; what the portal itself says is no source to look after. */
export async function listOverview(db: TenantSql, kinds: readonly string[]): Promise<OverviewRow[]> {
  return db.sql<OverviewRow>(
    `SELECT s.id::text AS "sourceId", s.kind, s.name, coalesce(f.n, 0) AS entities, i.enabled, i.definition->>'schedule' AS schedule,
       i.next_run_at AS "nextRunAt", r.run_id AS "runId", r.status AS "runStatus", r.at AS "runAt", r.problem AS "runProblem",
       r.created, r.changed, r.removed, r.rejected, r.held
     FROM source s
     LEFT JOIN import_source i ON i.tenant_id = s.tenant_id AND i.source_id = s.id
     LEFT JOIN (SELECT source_id, count(DISTINCT entity_ref)::int AS n FROM fragment WHERE tenant_id = $1::uuid GROUP BY source_id) f ON f.source_id = s.id
     ${LAST_RUNS}
     WHERE s.tenant_id = $1::uuid AND s.kind = ANY($2::text[]) ORDER BY s.kind, lower(s.name)`,
    [db.tenantId, [...kinds]],
  );
}
