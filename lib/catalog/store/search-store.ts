import type { TenantSql } from "@/lib/platform/db";

export type SearchHit = {
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly type: string | null;
  readonly ownerTitle: string | null;
  readonly description: string | null;
};

/** Exact name first, then names that begin with the text, then names that hold it, then any mention; shorter before longer. */
export async function searchRows(db: TenantSql, text: string, limit: number): Promise<SearchHit[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean).slice(0, 6);
  const values: unknown[] = [db.tenantId, text.toLowerCase(), limit];
  const conditions = words.map(
    (word) => `lower(e.ref || ' ' || e.title) LIKE $${values.push(`%${word.replace(/[\\%_]/g, "\\$&")}%`)}`,
  );
  return db.sql<SearchHit>(
    `SELECT e.ref, e.kind, e.namespace, e.name, e.title, e.type, coalesce(o.title, e.owner_ref) AS "ownerTitle", e.served::jsonb->'metadata'->>'description' AS description
     FROM entity e LEFT JOIN entity o ON o.tenant_id = e.tenant_id AND o.ref = e.owner_ref
     WHERE e.tenant_id = $1::uuid AND e.orphaned_at IS NULL AND ${conditions.join(" AND ")}
     ORDER BY CASE WHEN e.name = $2 OR lower(e.title) = $2 THEN 0 WHEN starts_with(e.name, $2) OR starts_with(lower(e.title), $2) THEN 1
       WHEN strpos(e.name, $2) > 0 OR strpos(lower(e.title), $2) > 0 THEN 2 ELSE 3 END,
       CASE e.kind WHEN 'component' THEN 0 WHEN 'api' THEN 1 WHEN 'system' THEN 2 WHEN 'group' THEN 3 ELSE 4 END, length(e.title), e.ref
     LIMIT $3::int`,
    values,
  );
}

/** Names of a length, for "did you mean". */
export async function listNames(
  db: TenantSql,
  lengthMin: number,
  lengthMax: number,
  limit: number,
): Promise<string[]> {
  const rows = await db.sql<{ name: string }>(
    "SELECT DISTINCT name FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL AND length(name) BETWEEN $2::int AND $3::int LIMIT $4::int",
    [db.tenantId, lengthMin, lengthMax, limit],
  );
  return rows.map((row) => row.name);
}
