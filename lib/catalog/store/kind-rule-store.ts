import type { TenantSql } from "@/lib/platform/db";
import type { KindRule } from "../model/kind-rules";

export async function listKindRules(db: TenantSql): Promise<KindRule[]> {
  return db.sql<KindRule>(
    `SELECT k.kind, coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.owner || '/' || r.name) ORDER BY lower(r.owner), lower(r.name))
       FILTER (WHERE r.id IS NOT NULL), '[]') AS repositories
     FROM kind_rule k LEFT JOIN kind_rule_repository a ON a.tenant_id = k.tenant_id AND a.kind = k.kind
       LEFT JOIN repository r ON r.tenant_id = a.tenant_id AND r.id = a.repository_id
     WHERE k.tenant_id = $1::uuid GROUP BY k.kind ORDER BY k.kind`,
    [db.tenantId],
  );
}

/** Makes these all the rules there are. */
export async function replaceKindRules(
  db: TenantSql,
  rules: readonly { readonly kind: string; readonly repositoryIds: readonly string[] }[],
): Promise<void> {
  await db.sql("DELETE FROM kind_rule WHERE tenant_id = $1::uuid", [db.tenantId]);
  await db.sql("INSERT INTO kind_rule (tenant_id, kind) SELECT $1::uuid, unnest($2::text[])", [
    db.tenantId,
    rules.map(({ kind }) => kind),
  ]);
  const pairs = rules.flatMap(({ kind, repositoryIds }) => repositoryIds.map((id) => ({ kind, id })));
  await db.sql(
    `INSERT INTO kind_rule_repository (tenant_id, kind, repository_id)
     SELECT $1::uuid, r.kind, r.id FROM jsonb_to_recordset($2::text::jsonb) AS r(kind text, id uuid)`,
    [db.tenantId, JSON.stringify(pairs)],
  );
}

/** Repositories by `owner/name` in any case, as far as there are such; one that is gone goes behind one that is not. */
export async function findRepositoriesByName(
  db: TenantSql,
  names: readonly string[],
): Promise<{ id: string; name: string }[]> {
  return db.sql(
    `SELECT DISTINCT ON (lower(owner || '/' || name)) id::text, owner || '/' || name AS name FROM repository
     WHERE tenant_id = $1::uuid AND lower(owner || '/' || name) = ANY($2::text[])
     ORDER BY lower(owner || '/' || name), (missing_since IS NOT NULL), id`,
    [db.tenantId, names.map((name) => name.toLowerCase())],
  );
}

/** SQL: a fragment `f` that a repository declares although its kind's rule does not let it. */
export const BARRED = `(f.layer = 'declared' AND f.repository_id IS NOT NULL AND EXISTS (
  SELECT 1 FROM kind_rule k WHERE k.tenant_id = f.tenant_id AND k.kind = split_part(f.entity_ref, ':', 1) AND NOT EXISTS (
    SELECT 1 FROM kind_rule_repository a WHERE a.tenant_id = k.tenant_id AND a.kind = k.kind AND a.repository_id = f.repository_id)))`;

export type DeclaredCount = {
  readonly kind: string;
  readonly entities: number;
  readonly repositories: number;
};

/** How many entities repositories declare, by kind. */
export async function countDeclaredByKind(db: TenantSql): Promise<DeclaredCount[]> {
  return db.sql(
    `SELECT split_part(entity_ref, ':', 1) AS kind, count(DISTINCT entity_ref)::int AS entities, count(DISTINCT repository_id)::int AS repositories
     FROM fragment WHERE tenant_id = $1::uuid AND layer = 'declared' AND repository_id IS NOT NULL GROUP BY 1`,
    [db.tenantId],
  );
}

/** Names of repositories that hold a text, the exact one first. */
export async function listRepositoryNames(db: TenantSql, q: string, limit: number): Promise<string[]> {
  const rows = await db.sql<{ name: string }>(
    `SELECT DISTINCT owner || '/' || name AS name, lower(owner || '/' || name) <> lower($2) AS other, lower(owner || '/' || name) AS by FROM repository
     WHERE tenant_id = $1::uuid AND missing_since IS NULL AND strpos(lower(owner || '/' || name), lower($2)) > 0 ORDER BY 2, 3 LIMIT $3::int`,
    [db.tenantId, q, limit],
  );
  return rows.map((row) => row.name);
}
