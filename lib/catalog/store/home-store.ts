import type { TenantSql } from "@/lib/platform/db";

export type KindCount = { readonly kind: string; readonly count: number };
export type RecentChange = {
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly change: string;
  readonly at: Date;
};
export type Attention = {
  readonly withoutOwner: number;
  readonly unresolvedOwner: number;
  readonly failedRepositories: number;
  readonly components: number;
};

export async function countKinds(db: TenantSql): Promise<KindCount[]> {
  return db.sql<KindCount>(
    "SELECT kind, count(*)::int AS count FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL GROUP BY kind ORDER BY count DESC",
    [db.tenantId],
  );
}

export async function listRecentChanges(db: TenantSql, limit: number): Promise<RecentChange[]> {
  return db.sql<RecentChange>(
    `SELECT e.ref, e.kind, e.namespace, e.name, e.title, r.change, r.at FROM (
       SELECT * FROM entity_revision WHERE tenant_id = $1::uuid ORDER BY at DESC LIMIT $2::int) r
     JOIN entity e ON e.tenant_id = r.tenant_id AND e.uid = r.uid ORDER BY r.at DESC, e.ref`,
    [db.tenantId, limit],
  );
}

export async function readAttention(db: TenantSql): Promise<Attention> {
  const rows = await db.sql<Attention>(
    `SELECT count(*) FILTER (WHERE e.owner_ref IS NULL)::int AS "withoutOwner",
       count(*) FILTER (WHERE e.owner_ref IS NOT NULL AND o.uid IS NULL)::int AS "unresolvedOwner",
       count(*)::int AS components,
       (SELECT count(*)::int FROM repository WHERE tenant_id = $1::uuid AND verdict = 'failed') AS "failedRepositories"
     FROM entity e LEFT JOIN entity o ON o.tenant_id = e.tenant_id AND o.ref = e.owner_ref AND o.orphaned_at IS NULL
     WHERE e.tenant_id = $1::uuid AND e.kind = 'component' AND e.orphaned_at IS NULL`,
    [db.tenantId],
  );
  return rows[0] ?? { withoutOwner: 0, unresolvedOwner: 0, failedRepositories: 0, components: 0 };
}

/** Entities owned by the groups of a person, found by the person's e-mail or login in the catalog. */
export async function listOwnedBy(
  db: TenantSql,
  email: string,
  limit: number,
): Promise<
  {
    ref: string;
    kind: string;
    namespace: string;
    name: string;
    title: string;
    type: string | null;
    ownerTitle: string;
  }[]
> {
  return db.sql(
    `WITH me AS (
       SELECT ref FROM entity WHERE tenant_id = $1::uuid AND kind = 'user' AND orphaned_at IS NULL
         AND (lower(served::jsonb->'spec'->'profile'->>'email') = lower($2) OR name = lower(split_part($2, '@', 1)))
     ), teams AS (
       SELECT split_part(r, ' ', 3) AS ref FROM entity s JOIN me ON me.ref = s.ref CROSS JOIN LATERAL unnest(s.relations) AS r
       WHERE s.tenant_id = $1::uuid AND r LIKE 'memberOf %'
       UNION SELECT s.ref FROM entity s CROSS JOIN LATERAL unnest(s.relations) AS r JOIN me ON r = 'hasMember memberOf ' || me.ref
       WHERE s.tenant_id = $1::uuid AND s.kind = 'group' AND s.orphaned_at IS NULL
       UNION SELECT ref FROM me)
     SELECT e.ref, e.kind, e.namespace, e.name, e.title, e.type, coalesce(o.title, e.owner_ref) AS "ownerTitle"
     FROM entity e JOIN teams t ON t.ref = e.owner_ref LEFT JOIN entity o ON o.tenant_id = e.tenant_id AND o.ref = e.owner_ref
     WHERE e.tenant_id = $1::uuid AND e.orphaned_at IS NULL AND e.kind IN ('component', 'api', 'resource', 'system')
     ORDER BY e.kind, lower(e.title) LIMIT $3::int`,
    [db.tenantId, email, limit],
  );
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
