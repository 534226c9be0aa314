import type { TenantSql } from "@/lib/platform/db";
import { MACHINERY } from "../model/kinds";

export type RecentChange = {
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly change: string;
  readonly at: Date;
};
/** What happened last to the entities people look at. */
export async function listRecentChanges(db: TenantSql, limit: number): Promise<RecentChange[]> {
  return db.sql<RecentChange>(
    `SELECT e.ref, e.kind, e.namespace, e.name, e.title, r.change, r.at FROM (
       SELECT * FROM entity_revision WHERE tenant_id = $1::uuid AND split_part(ref, ':', 1) <> ALL($3::text[]) ORDER BY at DESC LIMIT $2::int) r
     JOIN entity e ON e.tenant_id = r.tenant_id AND e.uid = r.uid ORDER BY r.at DESC, e.ref`,
    [db.tenantId, limit, [...MACHINERY]],
  );
}

export async function countFailedRepositories(db: TenantSql): Promise<number> {
  const rows = await db.sql<{ count: number }>(
    "SELECT count(*)::int AS count FROM repository WHERE tenant_id = $1::uuid AND verdict = 'failed'",
    [db.tenantId],
  );
  return rows[0]?.count ?? 0;
}

export type DocumentedRow = {
  readonly ref: string;
  readonly kind: string;
  readonly type: string | null;
  readonly title: string;
  readonly ownerTitle: string | null;
  readonly pages: number;
  readonly firstTitle: string | null;
  readonly updatedAt: Date;
};

/** Components and their pages; a text matches the entity's or any page's title. */
export async function listDocumentedRows(db: TenantSql, q: string, limit: number): Promise<DocumentedRow[]> {
  return db.sql<DocumentedRow>(
    `SELECT e.ref, e.kind, e.type, e.title, coalesce(o.title, e.owner_ref) AS "ownerTitle", count(DISTINCT d.path)::int AS pages,
       min(d.title) FILTER (WHERE d.path ~* '^readme') AS "firstTitle", max(d.updated_at) AS "updatedAt"
     FROM entity e
     JOIN fragment f ON f.tenant_id = e.tenant_id AND f.entity_ref = e.ref AND f.repository_id IS NOT NULL
     JOIN entity_document d ON d.tenant_id = e.tenant_id AND d.repository_id = f.repository_id
     LEFT JOIN entity o ON o.tenant_id = e.tenant_id AND o.ref = e.owner_ref
     WHERE e.tenant_id = $1::uuid AND e.kind = 'component' AND e.orphaned_at IS NULL
     GROUP BY e.ref, e.kind, e.type, e.title, o.title, e.owner_ref
     HAVING $2 = '' OR strpos(lower(e.title), $2) > 0 OR bool_or(strpos(lower(d.title), $2) > 0)
     ORDER BY count(DISTINCT d.path) DESC, lower(e.title) LIMIT $3::int`,
    [db.tenantId, q, limit],
  );
}
