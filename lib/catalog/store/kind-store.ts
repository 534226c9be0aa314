import type { TenantSql } from "@/lib/platform/db";
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
};

const KIND = `name, definition::text AS definition, version, enabled, updated_at AS "updatedAt", updated_by AS "updatedBy"`;

export async function listKindRows(db: TenantSql): Promise<KindRow[]> {
  return db.sql<KindRow>(`SELECT ${KIND} FROM tenant_kind WHERE tenant_id = $1::uuid ORDER BY lower(name)`, [
    db.tenantId,
  ]);
}

/** Definitions in use, as texts. */
export async function listEnabledDefinitions(db: TenantSql): Promise<string[]> {
  const rows = await db.sql<{ definition: string }>(
    "SELECT definition::text AS definition FROM tenant_kind WHERE tenant_id = $1::uuid AND enabled ORDER BY name",
    [db.tenantId],
  );
  return rows.map((row) => row.definition);
}

/** @param name - in any case */
export async function findKindRow(db: TenantSql, name: string): Promise<KindRow | undefined> {
  const [row] = await db.sql<KindRow>(
    `SELECT ${KIND} FROM tenant_kind WHERE tenant_id = $1::uuid AND lower(name) = lower($2)`,
    [db.tenantId, name],
  );
  return row;
}

export async function upsertKind(
  db: TenantSql,
  kind: { readonly name: string; readonly definition: object; readonly updatedBy: string },
): Promise<KindRow> {
  const [row] = await db.sql<KindRow>(
    `INSERT INTO tenant_kind (tenant_id, name, definition, updated_by) VALUES ($1::uuid, $2, $3::text::json, $4)
     ON CONFLICT (tenant_id, lower(name)) DO UPDATE SET name = excluded.name, definition = excluded.definition,
       version = tenant_kind.version + 1, enabled = true, updated_at = now(), updated_by = excluded.updated_by RETURNING ${KIND}`,
    [db.tenantId, kind.name, storableJson(kind.definition), kind.updatedBy],
  );
  if (!row) throw new Error("an upsert returned no row");
  return row;
}

export async function setKindSwitch(
  db: TenantSql,
  kind: { readonly name: string; readonly enabled: boolean; readonly updatedBy: string },
): Promise<void> {
  await db.sql(
    "UPDATE tenant_kind SET enabled = $3, updated_at = now(), updated_by = $4 WHERE tenant_id = $1::uuid AND name = $2",
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
