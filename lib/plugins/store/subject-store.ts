import type { TenantSql } from "@/lib/platform/db";
import type { SubjectRow } from "../model/subject";

// The repository a declared fragment stands in wins over one that a derived fragment came from.
const REPOSITORY = `LEFT JOIN LATERAL (
    SELECT r.owner, r.name FROM fragment f JOIN repository r ON r.tenant_id = f.tenant_id AND r.id = f.repository_id
    WHERE f.tenant_id = e.tenant_id AND f.entity_ref = e.ref
    ORDER BY CASE f.layer WHEN 'declared' THEN 0 ELSE 1 END, f.source_key LIMIT 1
  ) repo ON true`;

/** What a plugin may be shown of one entity. */
export async function findSubject(db: TenantSql, ref: string): Promise<SubjectRow | undefined> {
  const rows = await db.sql<SubjectRow>(
    `SELECT e.ref, e.kind, e.name, e.served::jsonb->'metadata'->'annotations' AS annotations, repo.owner, repo.name AS repository
     FROM entity e ${REPOSITORY} WHERE e.tenant_id = $1::uuid AND e.ref = $2`,
    [db.tenantId, ref],
  );
  return rows[0];
}

export type ReachRow = { readonly total: number; readonly annotated: number; readonly filled: number };

/** Of the entities of some kinds: how many carry one of the annotations, how many have a repository to take it from instead. */
export async function countReach(
  db: TenantSql,
  kinds: readonly string[],
  keys: readonly string[],
): Promise<ReachRow> {
  const rows = await db.sql<ReachRow>(
    `SELECT count(*)::int AS total, (count(*) FILTER (WHERE annotated))::int AS annotated, (count(*) FILTER (WHERE NOT annotated AND has_repository))::int AS filled FROM (
       SELECT coalesce(e.served::jsonb->'metadata'->'annotations' ?| $3::text[], false) AS annotated,
         EXISTS (SELECT 1 FROM fragment f WHERE f.tenant_id = e.tenant_id AND f.entity_ref = e.ref AND f.repository_id IS NOT NULL) AS has_repository
       FROM unnest($2::text[]) AS wanted(k) JOIN entity e ON e.ref >= k || ':' AND e.ref < k || ';' WHERE e.tenant_id = $1::uuid AND e.orphaned_at IS NULL) counted`,
    [db.tenantId, [...kinds], [...keys]],
  );
  return rows[0] ?? { total: 0, annotated: 0, filled: 0 };
}
