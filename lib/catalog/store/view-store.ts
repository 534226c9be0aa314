import type { TenantSql } from "@/lib/platform/db";
import type { Json, JsonObject } from "@/lib/platform/types";
import { bodyOfServed } from "../model/served";

export type EntityRow = {
  readonly uid: string;
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly type: string | null;
  readonly lifecycle: string | null;
  readonly ownerRef: string | null;
  readonly systemRef: string | null;
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly body: JsonObject;
  readonly provenance: JsonObject;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly orphanedAt: Date | null;
};

const ENTITY = `uid::text, ref, kind, namespace, name, title, type, lifecycle, owner_ref AS "ownerRef", system_ref AS "systemRef", language, tags,
  served, provenance, version, created_at AS "createdAt", updated_at AS "updatedAt", orphaned_at AS "orphanedAt"`;

type StoredRow = Omit<EntityRow, "body"> & { readonly served: string };

// An entity is JSON; its type carries optional members, which JsonObject does not.
const toRow = ({ served, ...row }: StoredRow): EntityRow => ({
  ...row,
  body: bodyOfServed(served) as unknown as JsonObject,
});

export async function findEntityRow(db: TenantSql, ref: string): Promise<EntityRow | undefined> {
  const [row] = await db.sql<StoredRow>(
    `SELECT ${ENTITY} FROM entity WHERE tenant_id = $1::uuid AND ref = $2`,
    [db.tenantId, ref],
  );
  return row && toRow(row);
}

export type RelationRow = {
  readonly sourceRef: string;
  readonly type: string;
  readonly targetRef: string;
  readonly title: string | null;
  readonly kind: string | null;
  readonly entityType: string | null;
};

/** Relations of one entity, both stated and incoming, each as seen from it; `title` is null where the other end is unknown. */
export async function listRelationRows(
  db: TenantSql,
  refs: readonly string[],
  limit = 5_000,
): Promise<RelationRow[]> {
  return db.sql<RelationRow>(
    `SELECT r.ref AS "sourceRef", r.type, r.other AS "targetRef", e.title, e.kind, e.type AS "entityType" FROM (
       SELECT s.ref, split_part(t, ' ', 1) AS type, split_part(t, ' ', 3) AS other FROM entity s CROSS JOIN LATERAL unnest(s.relations) AS t
       WHERE s.tenant_id = $1::uuid AND s.ref = ANY($2::text[]) AND s.orphaned_at IS NULL
       UNION SELECT split_part(t, ' ', 3), split_part(t, ' ', 2), s.ref FROM entity s CROSS JOIN LATERAL unnest(s.relations) AS t
       WHERE s.tenant_id = $1::uuid AND split_part(t, ' ', 3) = ANY($2::text[]) AND s.orphaned_at IS NULL
     ) r LEFT JOIN entity e ON e.tenant_id = $1::uuid AND e.ref = r.other AND e.orphaned_at IS NULL
     ORDER BY r.ref, r.type, r.other LIMIT $3::int`,
    [db.tenantId, [...refs], limit],
  );
}

export type FragmentRow = {
  readonly sourceId: string;
  readonly layer: string;
  readonly sourceKind: string;
  readonly sourceName: string;
  readonly sourceKey: string;
  readonly body: Json;
  readonly stale: boolean;
  readonly seenAt: Date;
  readonly repository: string | null;
  readonly repositoryUrl: string | null;
};

export async function listFragmentRows(db: TenantSql, ref: string): Promise<FragmentRow[]> {
  const rows = await db.sql<Omit<FragmentRow, "body"> & { readonly body: string }>(
    `SELECT f.source_id::text AS "sourceId", f.layer, s.kind AS "sourceKind", s.name AS "sourceName", f.source_key AS "sourceKey", f.body, f.stale, f.seen_at AS "seenAt",
       r.owner || '/' || r.name AS repository, r.url AS "repositoryUrl"
     FROM fragment f JOIN source s ON s.tenant_id = f.tenant_id AND s.id = f.source_id
     LEFT JOIN repository r ON r.tenant_id = f.tenant_id AND r.id = f.repository_id
     WHERE f.tenant_id = $1::uuid AND f.entity_ref = $2
     ORDER BY CASE f.layer WHEN 'overlay' THEN 0 WHEN 'declared' THEN 1 WHEN 'imported' THEN 2 ELSE 3 END, f.source_key`,
    [db.tenantId, ref],
  );
  return rows.map((row) => ({ ...row, body: JSON.parse(row.body) }));
}

export type VerdictRow = {
  readonly repositoryId: string;
  readonly repository: string;
  readonly url: string;
  readonly defaultBranch: string | null;
  readonly verdict: string;
  readonly stage: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly fix: string | null;
  readonly summary: string | null;
  readonly file: string | null;
  readonly line: number | null;
  readonly verdictAt: Date | null;
  readonly archived: boolean;
  readonly language: string | null;
};

const VERDICT = `r.id::text AS "repositoryId", r.owner || '/' || r.name AS repository, r.url, r.default_branch AS "defaultBranch", r.verdict, r.stage, r.code,
  r.message, r.fix, r.summary, r.file, r.line, r.verdict_at AS "verdictAt", r.archived, r.language`;

export async function listEntityVerdicts(db: TenantSql, ref: string): Promise<VerdictRow[]> {
  return db.sql<VerdictRow>(
    `SELECT ${VERDICT} FROM repository r WHERE r.tenant_id = $1::uuid AND r.id IN (
       SELECT repository_id FROM fragment WHERE tenant_id = $1::uuid AND entity_ref = $2 AND repository_id IS NOT NULL) ORDER BY 2`,
    [db.tenantId, ref],
  );
}

export type RepositoryFilter = {
  readonly verdict: string | undefined;
  readonly q: string;
  readonly limit: number;
  readonly offset: number;
};

export async function listVerdictRows(db: TenantSql, filter: RepositoryFilter): Promise<VerdictRow[]> {
  return db.sql<VerdictRow>(
    `SELECT ${VERDICT} FROM repository r WHERE r.tenant_id = $1::uuid AND ($2::text IS NULL OR r.verdict = $2)
       AND strpos(lower(r.owner || '/' || r.name), lower($3)) > 0
     ORDER BY CASE r.verdict WHEN 'failed' THEN 0 ELSE 1 END, lower(r.name) LIMIT $4::int OFFSET $5::int`,
    [db.tenantId, filter.verdict ?? null, filter.q, filter.limit, filter.offset],
  );
}

export async function countVerdicts(db: TenantSql, q: string): Promise<{ verdict: string; count: number }[]> {
  return db.sql(
    `SELECT verdict, count(*)::int AS count FROM repository WHERE tenant_id = $1::uuid AND strpos(lower(owner || '/' || name), lower($2)) > 0
     GROUP BY verdict ORDER BY count DESC`,
    [db.tenantId, q],
  );
}

export type ProblemRow = {
  readonly repository: string;
  readonly url: string;
  readonly defaultBranch: string | null;
  readonly path: string;
  readonly stage: string;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly line: number | null;
  readonly entityRef: string | null;
  readonly at: Date;
};

/**
 * A reference of a file that an edit in the portal lies over, so that the entity does not name it any more. The problem was stored
 * when the file was read; what is stored says nothing about edits made since.
 */
export const HIDDEN_BY_EDIT = `(p.code IN ('unresolved_owner', 'unresolved_reference')
  AND EXISTS (SELECT 1 FROM fragment o WHERE o.tenant_id = p.tenant_id AND o.entity_ref = p.entity_ref AND o.layer = 'overlay')
  AND EXISTS (SELECT 1 FROM entity e WHERE e.tenant_id = p.tenant_id AND e.ref = p.entity_ref AND e.orphaned_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM unnest(e.relations) AS t WHERE split_part(t, ' ', 3) = p.target_ref)))`;

/** Problems of an entity: those that name it, and those of the files of its repositories that name no entity. */
export async function listProblemRows(
  db: TenantSql,
  ref: string,
  repositoryIds: readonly string[],
): Promise<ProblemRow[]> {
  return db.sql<ProblemRow>(
    `SELECT r.owner || '/' || r.name AS repository, r.url, r.default_branch AS "defaultBranch", p.path, p.stage, p.severity, p.code, p.message, p.fix, p.line,
       p.entity_ref AS "entityRef", p.at
     FROM file_problem p JOIN repository r ON r.tenant_id = p.tenant_id AND r.id = p.repository_id
     WHERE p.tenant_id = $1::uuid AND (p.entity_ref = $2 OR (p.entity_ref IS NULL AND p.repository_id = ANY($3::uuid[])))
       AND NOT ${HIDDEN_BY_EDIT}
     ORDER BY p.severity, p.path, p.line LIMIT 50`,
    [db.tenantId, ref, [...repositoryIds]],
  );
}

export type DocumentRow = {
  readonly repositoryId: string;
  readonly path: string;
  readonly title: string;
  readonly content: string;
  readonly updatedAt: Date;
};

export async function listDocumentRows(
  db: TenantSql,
  repositoryIds: readonly string[],
): Promise<Omit<DocumentRow, "content">[]> {
  return db.sql(
    `SELECT repository_id::text AS "repositoryId", path, title, updated_at AS "updatedAt" FROM entity_document
     WHERE tenant_id = $1::uuid AND repository_id = ANY($2::uuid[]) ORDER BY (path !~* '^readme') , path LIMIT 300`,
    [db.tenantId, [...repositoryIds]],
  );
}

export async function findDocumentRow(
  db: TenantSql,
  repositoryIds: readonly string[],
  path: string,
): Promise<DocumentRow | undefined> {
  const rows = await db.sql<DocumentRow>(
    `SELECT repository_id::text AS "repositoryId", path, title, content, updated_at AS "updatedAt" FROM entity_document
     WHERE tenant_id = $1::uuid AND repository_id = ANY($2::uuid[]) AND path = $3`,
    [db.tenantId, [...repositoryIds], path],
  );
  return rows[0];
}

export type RevisionRow = {
  readonly ref: string;
  readonly version: number;
  readonly at: Date;
  readonly change: string;
  readonly cause: JsonObject;
  readonly diff: Json;
};

export async function listRevisionRows(db: TenantSql, uid: string, limit: number): Promise<RevisionRow[]> {
  return db.sql<RevisionRow>(
    "SELECT ref, version, at, change, cause, diff FROM entity_revision WHERE tenant_id = $1::uuid AND uid = $2::uuid ORDER BY version DESC LIMIT $3::int",
    [db.tenantId, uid, limit],
  );
}
