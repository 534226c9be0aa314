import type { TenantSql } from "@/lib/platform/db";

/** Refs of the Locations through which each entity of a chain was read: of the entity itself, of those Locations, and so on upwards. */
export async function listParentRefs(
  db: TenantSql,
  ref: string,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db.sql<{ ref: string; via: readonly string[] | null }>(
    `WITH RECURSIVE up AS (
       SELECT ref, provenance->'*'->'via' AS via FROM entity WHERE tenant_id = $1::uuid AND ref = $2 AND orphaned_at IS NULL
       UNION SELECT e.ref, e.provenance->'*'->'via' FROM up CROSS JOIN LATERAL jsonb_array_elements_text(up.via) AS parent
         JOIN entity e ON e.tenant_id = $1::uuid AND e.ref = parent AND e.orphaned_at IS NULL)
     SELECT ref, via FROM up`,
    [db.tenantId, ref],
  );
  return new Map(rows.map((row) => [row.ref, row.via ?? []]));
}
