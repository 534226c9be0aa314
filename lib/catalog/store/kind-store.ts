import { readTenantSql, type Scope, type TenantSql } from "@/lib/platform/db";
import { isOfKind } from "./each-key";
import { storableJson } from "./storable-json";

export type KindRow = {
  /** as it is written */
  readonly name: string;
  /** written by upsertKind: a KindDefinition */
  readonly definition: string;
  readonly version: number;
  readonly enabled: boolean;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  /** the file in charge of it; null where the form is */
  readonly file: string | null;
  /** owner and name of the file's repository, its address and branch */
  readonly repository: string | null;
  readonly url: string | null;
  readonly defaultBranch: string | null;
};

const KINDS = `SELECT k.name, k.definition::text AS definition, k.version, k.enabled, k.updated_at AS "updatedAt", k.updated_by AS "updatedBy",
    CASE WHEN r.id IS NOT NULL THEN k.file END AS file, r.owner || '/' || r.name AS repository, r.url, r.default_branch AS "defaultBranch"
  FROM tenant_kind k LEFT JOIN kind_source s ON s.tenant_id = k.tenant_id AND k.file IS NOT NULL
    LEFT JOIN repository r ON r.tenant_id = s.tenant_id AND r.id = s.repository_id
  WHERE k.tenant_id = $1::uuid`;

export async function listKindRows(db: TenantSql): Promise<KindRow[]> {
  return db.sql<KindRow>(`${KINDS} ORDER BY lower(k.name)`, [db.tenantId]);
}

/** Definitions in use, as texts. */
export async function listEnabledDefinitions(db: TenantSql): Promise<string[]> {
  const rows = await db.sql<{ definition: string }>(
    "SELECT definition::text AS definition FROM tenant_kind WHERE tenant_id = $1::uuid AND enabled ORDER BY name",
    [db.tenantId],
  );
  return rows.map((row) => row.definition);
}

export type DefinitionRow = Pick<KindRow, "definition" | "enabled">;

/** Every definition outside a transaction, in one message: pages ask for them all the time. */
export async function readDefinitions(scope: Scope): Promise<readonly DefinitionRow[]> {
  return readTenantSql<DefinitionRow>(
    scope,
    (tenantId) =>
      `SELECT definition::text AS definition, enabled FROM tenant_kind WHERE tenant_id = '${tenantId}'::uuid ORDER BY name`,
  );
}

/** @param name - in any case */
export async function findKindRow(db: TenantSql, name: string): Promise<KindRow | undefined> {
  const [row] = await db.sql<KindRow>(`${KINDS} AND lower(k.name) = lower($2)`, [db.tenantId, name]);
  return row;
}

export type KindWrite = {
  readonly name: string;
  readonly definition: object;
  readonly updatedBy: string;
  readonly file: string | undefined;
};

/** The text by which a definition is kept. */
export function definitionText(definition: object): string {
  return storableJson(definition);
}

/** @returns the version it has now */
export async function upsertKind(db: TenantSql, kind: KindWrite): Promise<number> {
  const [row] = await db.sql<{ version: number }>(
    `INSERT INTO tenant_kind (tenant_id, name, definition, updated_by, file) VALUES ($1::uuid, $2, $3::text::json, $4, $5)
     ON CONFLICT (tenant_id, lower(name)) DO UPDATE SET name = excluded.name, definition = excluded.definition, version = tenant_kind.version + 1,
       enabled = true, updated_at = now(), updated_by = excluded.updated_by, file = excluded.file RETURNING version`,
    [db.tenantId, kind.name, definitionText(kind.definition), kind.updatedBy, kind.file ?? null],
  );
  if (!row) throw new Error("an upsert returned no row");
  return row.version;
}

/** Puts a kind in use or out of it, and the form in charge of it. */
export async function setKindSwitch(
  db: TenantSql,
  kind: { readonly name: string; readonly enabled: boolean; readonly updatedBy: string },
): Promise<void> {
  await db.sql(
    "UPDATE tenant_kind SET enabled = $3, file = NULL, updated_at = now(), updated_by = $4 WHERE tenant_id = $1::uuid AND name = $2",
    [db.tenantId, kind.name, kind.enabled, kind.updatedBy],
  );
}

export async function deleteKindRow(db: TenantSql, name: string): Promise<void> {
  await db.sql("DELETE FROM tenant_kind WHERE tenant_id = $1::uuid AND name = $2", [db.tenantId, name]);
}

export type KindEntityRow = {
  readonly uid: string;
  readonly ref: string;
  readonly served: string;
  readonly relations: readonly string[];
};

/** Live entities of a kind in order of their refs. */
export async function listEntitiesOfKind(
  db: TenantSql,
  kind: string,
  after: string,
  limit: number,
): Promise<KindEntityRow[]> {
  return db.sql<KindEntityRow>(
    `SELECT uid::text, ref, served, relations FROM entity
     WHERE tenant_id = $1::uuid AND ${isOfKind("lower($2)")} AND orphaned_at IS NULL AND ref > $3 ORDER BY ref LIMIT $4::int`,
    [db.tenantId, kind, after, limit],
  );
}

export async function countEntitiesByKind(db: TenantSql): Promise<{ kind: string; count: number }[]> {
  return db.sql(
    "SELECT kind, count(*)::int AS count FROM entity WHERE tenant_id = $1::uuid AND orphaned_at IS NULL GROUP BY kind",
    [db.tenantId],
  );
}

/** Gives entities other relations, under a new catalog version. Their bodies, and so their history, stay. */
export async function replaceRelations(
  db: TenantSql,
  rows: readonly { readonly uid: string; readonly relations: readonly string[] }[],
  seq: string,
): Promise<void> {
  await db.sql(
    `UPDATE entity SET relations = ARRAY(SELECT jsonb_array_elements_text(r.relations)), seq = $3::bigint
     FROM jsonb_to_recordset($2::text::jsonb) AS r(uid uuid, relations jsonb) WHERE entity.tenant_id = $1::uuid AND entity.uid = r.uid`,
    [db.tenantId, storableJson(rows), seq],
  );
}

/** Repositories that declare entities of a kind, or have files refused for their kind. */
export async function listRepositoriesOfKind(
  db: TenantSql,
  kind: string,
): Promise<{ repositoryId: string; sourceId: string }[]> {
  return db.sql(
    `SELECT r.id::text AS "repositoryId", r.source_id::text AS "sourceId" FROM repository r WHERE r.tenant_id = $1::uuid AND r.missing_since IS NULL AND (
       EXISTS (SELECT 1 FROM fragment f WHERE f.tenant_id = r.tenant_id AND f.repository_id = r.id AND f.layer = 'declared'
         AND split_part(f.entity_ref, ':', 1) = lower($2))
       OR EXISTS (SELECT 1 FROM file_problem p WHERE p.tenant_id = r.tenant_id AND p.repository_id = r.id AND p.stage = 'validate'
         AND (p.code = 'unknown_kind' OR split_part(p.entity_ref, ':', 1) = lower($2))))
     ORDER BY r.source_id, r.id LIMIT 20000`,
    [db.tenantId, kind],
  );
}
