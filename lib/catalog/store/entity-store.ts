import type { TenantSql } from "@/lib/platform/db";
import type { Entity } from "../model/entity";
import type { FieldChange } from "../model/fields";
import type { Provenance } from "../model/fragment";
import type { Relation } from "../model/relations";
import { storableJson } from "./storable-json";

/** Merges of one tenant run one after another: two batches that met in one entity would lose a fragment otherwise. */
export async function lockCatalog(db: TenantSql): Promise<void> {
  await db.sql("SELECT pg_advisory_xact_lock(hashtextextended('catalog:' || $1, 0))", [db.tenantId]);
}

/** An entity as the merge left it last time. */
export type EntityHead = {
  readonly uid: string;
  readonly ref: string;
  readonly hash: string;
  readonly etag: string;
  readonly version: number;
  readonly orphaned: boolean;
  readonly body: Entity;
};

export async function listEntityHeads(db: TenantSql, refs: readonly string[]): Promise<EntityHead[]> {
  return db.sql<EntityHead>(
    "SELECT uid::text, ref, hash, etag, version, orphaned_at IS NOT NULL AS orphaned, body FROM entity WHERE tenant_id = $1::uuid AND ref = ANY($2::text[])",
    [db.tenantId, [...refs]],
  );
}

export type EntityWrite = {
  readonly uid: string;
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly type: string | undefined;
  readonly lifecycle: string | undefined;
  readonly ownerRef: string | undefined;
  readonly systemRef: string | undefined;
  readonly language: string | undefined;
  readonly tags: readonly string[];
  readonly body: Entity;
  readonly provenance: Readonly<Record<string, Provenance>>;
  readonly searchText: string;
  readonly hash: string;
  readonly etag: string;
  readonly version: number;
  readonly relations: readonly Relation[];
};

const COLUMNS = `uid uuid, ref text, kind text, namespace text, name text, title text, type text, lifecycle text, owner_ref text, system_ref text,
  language text, tags text[], body jsonb, provenance jsonb, search_text text, hash text, etag text, version int`;
const NAMES =
  "uid, ref, kind, namespace, name, title, type, lifecycle, owner_ref, system_ref, language, tags, body, provenance, search_text, hash, etag, version";

/** Writes entities and the relations they state; a ref that changed moves its row. */
export async function writeEntities(db: TenantSql, rows: readonly EntityWrite[]): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map(({ ownerRef, systemRef, searchText, relations: _, ...row }) => ({
    ...row,
    owner_ref: ownerRef,
    system_ref: systemRef,
    search_text: searchText,
  }));
  await db.sql(
    `INSERT INTO entity (tenant_id, ${NAMES}) SELECT $1::uuid, ${NAMES} FROM jsonb_to_recordset($2::text::jsonb) AS r(${COLUMNS})
     ON CONFLICT (tenant_id, uid) DO UPDATE SET ${NAMES.split(", ")
       .slice(1)
       .map((name) => `${name} = excluded.${name}`)
       .join(", ")},
       updated_at = CASE WHEN entity.etag = excluded.etag THEN entity.updated_at ELSE now() END, orphaned_at = NULL`,
    [db.tenantId, storableJson(records)],
  );
  const relations = rows.flatMap((row) =>
    row.relations.map(({ type, inverse, targetRef }) => ({
      uid: row.uid,
      source_ref: row.ref,
      type,
      inverse,
      target_ref: targetRef,
    })),
  );
  await deleteRelations(
    db,
    rows.map((row) => row.uid),
  );
  if (relations.length === 0) return;
  await db.sql(
    `INSERT INTO relation (tenant_id, uid, source_ref, type, inverse, target_ref) SELECT $1::uuid, r.uid, r.source_ref, r.type, r.inverse, r.target_ref
     FROM jsonb_to_recordset($2::text::jsonb) AS r(uid uuid, source_ref text, type text, inverse text, target_ref text)`,
    [db.tenantId, storableJson(relations)],
  );
}

async function deleteRelations(db: TenantSql, uids: readonly string[]): Promise<void> {
  await db.sql("DELETE FROM relation WHERE tenant_id = $1::uuid AND uid = ANY($2::uuid[])", [
    db.tenantId,
    [...uids],
  ]);
}

/** Marks entities nobody speaks of any more. They keep body and history, and come back when a source names them again. */
export async function markOrphaned(db: TenantSql, uids: readonly string[]): Promise<void> {
  if (uids.length === 0) return;
  await db.sql(
    "UPDATE entity SET orphaned_at = now(), version = version + 1, updated_at = now() WHERE tenant_id = $1::uuid AND uid = ANY($2::uuid[])",
    [db.tenantId, [...uids]],
  );
  await deleteRelations(db, uids);
}

export type RevisionWrite = {
  readonly uid: string;
  readonly ref: string;
  readonly version: number;
  readonly change: "created" | "changed" | "removed" | "restored";
  readonly cause: { readonly kind: string; readonly name: string };
  readonly diff: readonly FieldChange[];
};

export async function insertRevisions(db: TenantSql, rows: readonly RevisionWrite[]): Promise<void> {
  if (rows.length === 0) return;
  await db.sql(
    `INSERT INTO entity_revision (tenant_id, uid, version, ref, change, cause, diff) SELECT $1::uuid, r.uid, r.version, r.ref, r.change, r.cause, r.diff
     FROM jsonb_to_recordset($2::text::jsonb) AS r(uid uuid, version int, ref text, change text, cause jsonb, diff jsonb)`,
    [db.tenantId, storableJson(rows)],
  );
}

/** Stated relations of these entities whose target is not in the catalog. */
export async function listDangling(
  db: TenantSql,
  refs: readonly string[],
): Promise<{ sourceRef: string; type: string; targetRef: string }[]> {
  return db.sql(
    `SELECT r.source_ref AS "sourceRef", r.type, r.target_ref AS "targetRef" FROM relation r
     WHERE r.tenant_id = $1::uuid AND r.source_ref = ANY($2::text[])
       AND NOT EXISTS (SELECT 1 FROM entity e WHERE e.tenant_id = $1::uuid AND e.ref = r.target_ref AND e.orphaned_at IS NULL)
     ORDER BY 1, 2, 3 LIMIT 5000`,
    [db.tenantId, [...refs]],
  );
}

/** Names of live entities of some kinds, for suggestions. */
export async function listRefsOfKinds(
  db: TenantSql,
  kinds: readonly string[],
  limit: number,
): Promise<{ ref: string; title: string }[]> {
  return db.sql(
    "SELECT ref, title FROM entity WHERE tenant_id = $1::uuid AND kind = ANY($2::text[]) AND orphaned_at IS NULL ORDER BY ref LIMIT $3::int",
    [db.tenantId, [...kinds], limit],
  );
}

export type PersonRow = {
  readonly login: string;
  readonly email: string | null;
  readonly memberOf: readonly string[] | null;
};

/** The people of the catalog with their teams. */
export async function listPeople(db: TenantSql): Promise<PersonRow[]> {
  return db.sql<PersonRow>(
    `SELECT name AS login, lower(body->'spec'->'profile'->>'email') AS email, body->'spec'->'memberOf' AS "memberOf"
     FROM entity WHERE tenant_id = $1::uuid AND kind = 'user' AND orphaned_at IS NULL LIMIT 50000`,
    [db.tenantId],
  );
}
