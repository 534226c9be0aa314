import type { TenantSql } from "@/lib/platform/db";
import { HIDDEN_BY_EDIT } from "./view-store";

export type ExplainRepositoryRow = {
  readonly id: string;
  readonly sourceId: string;
  readonly externalId: string;
  readonly owner: string;
  readonly name: string;
  readonly url: string;
  readonly defaultBranch: string | null;
  readonly archived: boolean;
  readonly fork: boolean;
  readonly empty: boolean | null;
  readonly verdict: string;
  readonly stage: string | null;
  readonly code: string | null;
  readonly message: string | null;
  readonly fix: string | null;
  readonly summary: string | null;
  readonly verdictAt: Date | null;
  readonly missingSince: Date | null;
  readonly treeTruncated: boolean | null;
  readonly files: readonly { readonly path: string; readonly problem: string | null }[] | null;
  /** its files that define the tenant's kinds */
  readonly kindFiles: readonly string[] | null;
};

/** A repository by name, with its owner where one is known; never the texts of its files. */
export async function findExplainRepository(
  db: TenantSql,
  owner: string | undefined,
  name: string,
): Promise<ExplainRepositoryRow | undefined> {
  const rows = await db.sql<ExplainRepositoryRow>(
    `SELECT id::text, source_id::text AS "sourceId", external_id::text AS "externalId", owner, name, url, default_branch AS "defaultBranch", archived, fork,
       (snapshot->>'empty')::boolean AS empty, verdict, stage, code, message, fix, summary, verdict_at AS "verdictAt", missing_since AS "missingSince",
       (snapshot->>'treeTruncated')::boolean AS "treeTruncated",
       (SELECT jsonb_agg(jsonb_build_object('path', f->>'path', 'problem', f->>'problem')) FROM jsonb_array_elements(snapshot->'files') f) AS files,
       snapshot->'kindFiles'->'paths' AS "kindFiles"
     FROM repository WHERE tenant_id = $1::uuid AND ($2::text IS NULL OR lower(owner) = lower($2)) AND lower(name) = lower($3)
     ORDER BY (missing_since IS NOT NULL), owner LIMIT 1`,
    [db.tenantId, owner ?? null, name],
  );
  return rows[0];
}

export async function findExplainRepositoryById(
  db: TenantSql,
  id: string,
): Promise<{ sourceId: string; externalId: string; name: string } | undefined> {
  const rows = await db.sql<{ sourceId: string; externalId: string; name: string }>(
    `SELECT source_id::text AS "sourceId", external_id::text AS "externalId", owner || '/' || name AS name FROM repository
     WHERE tenant_id = $1::uuid AND id = $2::uuid`,
    [db.tenantId, id],
  );
  return rows[0];
}

export type ExplainProblemRow = {
  readonly repository: string;
  readonly url: string;
  readonly defaultBranch: string | null;
  readonly path: string;
  readonly line: number | null;
  readonly stage: string;
  readonly severity: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
  readonly entityRef: string | null;
  readonly at: Date;
};

/** Problems of one repository, or of any that name one entity; errors first. */
export async function listExplainProblems(
  db: TenantSql,
  by: { readonly repositoryId: string | undefined; readonly ref: string | undefined },
): Promise<ExplainProblemRow[]> {
  return db.sql<ExplainProblemRow>(
    `SELECT r.owner || '/' || r.name AS repository, r.url, r.default_branch AS "defaultBranch", p.path, p.line, p.stage, p.severity, p.code, p.message, p.fix,
       p.entity_ref AS "entityRef", p.at
     FROM file_problem p JOIN repository r ON r.tenant_id = p.tenant_id AND r.id = p.repository_id
     WHERE p.tenant_id = $1::uuid AND (p.repository_id = $2::uuid OR p.entity_ref = $3) AND NOT ${HIDDEN_BY_EDIT} ORDER BY p.severity, p.path, p.line LIMIT 100`,
    [db.tenantId, by.repositoryId ?? null, by.ref ?? null],
  );
}

export type ExplainEntityRow = {
  readonly ref: string;
  readonly layer: string;
  readonly sourceKey: string;
  readonly stale: boolean;
  readonly served: boolean;
  readonly contested: boolean;
};

export async function listExplainEntities(db: TenantSql, repositoryId: string): Promise<ExplainEntityRow[]> {
  return db.sql<ExplainEntityRow>(
    `SELECT f.entity_ref AS ref, f.layer, f.source_key AS "sourceKey", f.stale, e.uid IS NOT NULL AS served, c.ref IS NOT NULL AS contested
     FROM fragment f LEFT JOIN entity e ON e.tenant_id = f.tenant_id AND e.ref = f.entity_ref AND e.orphaned_at IS NULL
     LEFT JOIN ref_conflict c ON c.tenant_id = f.tenant_id AND c.ref = f.entity_ref
     WHERE f.tenant_id = $1::uuid AND f.repository_id = $2::uuid ORDER BY f.layer, f.source_key LIMIT 500`,
    [db.tenantId, repositoryId],
  );
}

export type ExplainEntityState = {
  readonly ref: string;
  readonly title: string;
  readonly orphanedAt: Date | null;
  readonly updatedAt: Date;
  readonly removedBy: string | null;
  readonly sources: readonly {
    readonly sourceId: string;
    readonly sourceKey: string;
    readonly name: string;
  }[];
};

/** An entity by ref, or by name where only that is known. */
export async function findExplainEntity(db: TenantSql, ref: string): Promise<ExplainEntityState | undefined> {
  const rows = await db.sql<ExplainEntityState>(
    `SELECT e.ref, e.title, e.orphaned_at AS "orphanedAt", e.updated_at AS "updatedAt",
       (SELECT v.cause->>'name' FROM entity_revision v WHERE v.tenant_id = e.tenant_id AND v.uid = e.uid AND v.change = 'removed' ORDER BY v.version DESC LIMIT 1) AS "removedBy",
       coalesce((SELECT jsonb_agg(jsonb_build_object('sourceId', f.source_id, 'sourceKey', f.source_key, 'name', coalesce(r.owner || '/' || r.name, s.kind || ' ' || s.name))
                  ORDER BY coalesce(r.owner || '/' || r.name, s.kind || ' ' || s.name))
             FROM fragment f JOIN source s ON s.tenant_id = f.tenant_id AND s.id = f.source_id
             LEFT JOIN repository r ON r.tenant_id = f.tenant_id AND r.id = f.repository_id WHERE f.tenant_id = e.tenant_id AND f.entity_ref = e.ref), '[]') AS sources
     FROM entity e WHERE e.tenant_id = $1::uuid AND (e.ref = $2 OR (strpos($2, ':') = 0 AND e.name = $2)) ORDER BY (e.orphaned_at IS NOT NULL), e.ref LIMIT 1`,
    [db.tenantId, ref],
  );
  return rows[0];
}

/** Names to compare a misspelt one with. */
export async function listNameCandidates(
  db: TenantSql,
  name: string,
): Promise<{ kind: "repository" | "entity"; name: string }[]> {
  return db.sql(
    `(SELECT 'repository' AS kind, owner || '/' || name AS name FROM repository WHERE tenant_id = $1::uuid AND left(lower(name), 1) = left(lower($2), 1) LIMIT 5000)
     UNION ALL (SELECT 'entity', ref FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL AND left(name, 1) = left(lower($2), 1) LIMIT 5000)`,
    [db.tenantId, name],
  );
}

export async function countRepositoriesBySource(
  db: TenantSql,
): Promise<{ sourceId: string; count: number }[]> {
  return db.sql(
    `SELECT source_id::text AS "sourceId", count(*)::int AS count FROM repository WHERE tenant_id = $1::uuid AND missing_since IS NULL GROUP BY source_id`,
    [db.tenantId],
  );
}

/** The address of one repository that is read; its host is that of all. */
export async function findAnyRepositoryUrl(db: TenantSql): Promise<string | undefined> {
  const rows = await db.sql<{ url: string }>(
    "SELECT url FROM repository WHERE tenant_id = $1::uuid LIMIT 1",
    [db.tenantId],
  );
  return rows[0]?.url;
}

/** Kinds and names of the sources that speak of entities. */
export async function listSourcesOfRefs(
  db: TenantSql,
  refs: readonly string[],
): Promise<{ ref: string; kind: string; name: string }[]> {
  return db.sql(
    `SELECT DISTINCT f.entity_ref AS ref, s.kind, s.name FROM fragment f JOIN source s ON s.tenant_id = f.tenant_id AND s.id = f.source_id
     WHERE f.tenant_id = $1::uuid AND f.entity_ref = ANY($2::text[]) AND f.layer <> 'overlay' ORDER BY s.kind, s.name`,
    [db.tenantId, [...refs]],
  );
}
