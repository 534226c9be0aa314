import { readTenantSql, type Scope, type TenantSql } from "@/lib/platform/db";

/** Changes with every change of a document, however it came about: a trigger counts them. */
export async function readDocStamp(scope: Scope): Promise<string> {
  const [row] = await readTenantSql<{ readonly stamp: string }>(
    scope,
    (tenantId) => `SELECT documents::text AS stamp FROM catalog_state WHERE tenant_id = '${tenantId}'::uuid`,
  );
  return row?.stamp ?? "";
}

export type DocKey = { readonly repositoryId: string; readonly path: string; readonly sha: string };

export async function listDocKeys(db: TenantSql): Promise<DocKey[]> {
  return db.sql<DocKey>(
    'SELECT repository_id::text AS "repositoryId", path, sha FROM entity_document WHERE tenant_id = $1::uuid ORDER BY repository_id, path',
    [db.tenantId],
  );
}

export type DocText = DocKey & { readonly title: string; readonly content: string };

/** Documents by key, a page of them at a time: contents are large. */
export async function listDocTexts(
  db: TenantSql,
  keys: readonly Pick<DocKey, "repositoryId" | "path">[],
): Promise<DocText[]> {
  return db.sql<DocText>(
    `SELECT d.repository_id::text AS "repositoryId", d.path, d.sha, d.title, d.content
     FROM unnest($2::uuid[], $3::text[]) AS k(repository_id, path)
     JOIN entity_document d ON d.tenant_id = $1::uuid AND d.repository_id = k.repository_id AND d.path = k.path`,
    [db.tenantId, keys.map((key) => key.repositoryId), keys.map((key) => key.path)],
  );
}

/** Which entities speak from which repository. */
export async function listSpeakers(
  db: TenantSql,
  repositoryIds: readonly string[],
): Promise<{ repositoryId: string; ref: string }[]> {
  return db.sql(
    `SELECT DISTINCT repository_id::text AS "repositoryId", entity_ref AS ref FROM fragment
     WHERE tenant_id = $1::uuid AND repository_id = ANY($2::uuid[]) ORDER BY 1, 2`,
    [db.tenantId, [...repositoryIds]],
  );
}
