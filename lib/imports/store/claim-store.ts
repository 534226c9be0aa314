import type { TenantSql } from "@/lib/platform/db";

/** What other sources say of a ref: whether a file declares it, and which other import or set gives it. */
export type Claim = {
  readonly ref: string;
  readonly declared: boolean;
  readonly givenBy: string | null;
};

/** Claims of other sources on these refs; refs nobody else speaks of are left out. */
export async function listClaims(
  db: TenantSql,
  sourceId: string | undefined,
  refs: readonly string[],
): Promise<Claim[]> {
  return db.sql<Claim>(
    `SELECT f.entity_ref AS ref, bool_or(f.layer = 'declared') AS declared,
       min(s.name) FILTER (WHERE f.layer = 'imported') AS "givenBy"
     FROM fragment f JOIN source s ON s.tenant_id = f.tenant_id AND s.id = f.source_id
     WHERE f.tenant_id = $1::uuid AND f.entity_ref = ANY($2::text[]) AND f.source_id IS DISTINCT FROM $3::uuid
       AND f.layer IN ('declared', 'imported')
     GROUP BY f.entity_ref`,
    [db.tenantId, [...refs], sourceId ?? null],
  );
}
