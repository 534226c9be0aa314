import type { TenantSql } from "@/lib/platform/db";
import type { Cause } from "../model/cause";
import type { FieldChange } from "../model/fields";
import type { Provenance } from "../model/fragment";
import { eachKey, isOneOf } from "./each-key";
import { joinedJson, storableJson } from "./storable-json";

/** Merges of one tenant run one after another: two batches that met in one entity would lose a fragment otherwise. */
export async function lockCatalog(db: TenantSql): Promise<void> {
  await db.sql("SELECT pg_advisory_xact_lock(hashtextextended('catalog:' || $1, 0))", [db.tenantId]);
}

/**
 * Raises the catalog's version by one. What this transaction changes is stamped with it, so that readers find what is new to them.
 * Its moment is later than that of every version before, by the clock and by at least a millisecond: history is read by it.
 */
export async function raiseVersion(db: TenantSql): Promise<string> {
  const [row] = await db.sql<{ version: string }>(
    `INSERT INTO catalog_state (tenant_id, version) VALUES ($1::uuid, 1)
     ON CONFLICT (tenant_id) DO UPDATE SET version = catalog_state.version + 1,
       at = greatest(clock_timestamp(), catalog_state.at + interval '1 millisecond') RETURNING version::text`,
    [db.tenantId],
  );
  return row?.version ?? "1";
}

/** An entity as the merge left it last time. */
export type EntityHead = {
  readonly uid: string;
  readonly ref: string;
  readonly hash: string;
  readonly etag: string;
  readonly version: number;
  readonly orphaned: boolean;
  readonly served: string;
};

const HEAD =
  "SELECT uid::text, ref, hash, etag, version, orphaned_at IS NOT NULL AS orphaned, served FROM entity WHERE tenant_id = $1::uuid";

export async function listEntityHeads(db: TenantSql, refs: readonly string[]): Promise<EntityHead[]> {
  return db.sql<EntityHead>(eachKey("$2::text[]", `${HEAD} AND ref = key`), [db.tenantId, [...refs]]);
}

/** The entity of a uid, served or not. */
export async function findHeadOfUid(db: TenantSql, uid: string): Promise<EntityHead | undefined> {
  const rows = await db.sql<EntityHead>(`${HEAD} AND uid = $2::uuid`, [db.tenantId, uid]);
  return rows[0];
}

/** Uid of a served entity. */
export async function findEntityUid(db: TenantSql, ref: string): Promise<string | undefined> {
  const rows = await db.sql<{ uid: string }>(
    "SELECT uid::text FROM entity WHERE tenant_id = $1::uuid AND ref = $2 AND orphaned_at IS NULL",
    [db.tenantId, ref],
  );
  return rows[0]?.uid;
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
  /** see model/served.ts, as the relations are */
  readonly served: string;
  readonly relations: readonly string[];
  readonly provenance: Readonly<Record<string, Provenance>>;
  readonly hash: string;
  readonly etag: string;
  readonly version: number;
};

const COLUMNS = `uid uuid, ref text, kind text, namespace text, name text, title text, type text, lifecycle text, owner_ref text, system_ref text,
  language text, tags text[], relations text[], provenance jsonb, hash text, etag text, version int`;
const NAMES =
  "uid, ref, kind, namespace, name, title, type, lifecycle, owner_ref, system_ref, language, tags, relations, provenance, hash, etag, version, served";

/** Writes entities; a ref that changed moves its row. */
export async function writeEntities(db: TenantSql, rows: readonly EntityWrite[], seq: string): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map(({ ownerRef, systemRef, served: _, ...row }) => ({
    ...row,
    owner_ref: ownerRef,
    system_ref: systemRef,
  }));
  // The long texts go beside the records: as members of them they would be escaped, and parsed twice.
  await db.sql(
    `INSERT INTO entity (tenant_id, seq, ${NAMES}) SELECT $1::uuid, $4::bigint, r.*
     FROM ROWS FROM (json_to_recordset($2::text::json) AS (${COLUMNS}), unnest(string_to_array($3, chr(30)))) AS r(${NAMES})
     ON CONFLICT (tenant_id, uid) DO UPDATE SET ${NAMES.split(", ")
       .slice(1)
       .map((name) => `${name} = excluded.${name}`)
       .join(", ")}, seq = excluded.seq,
       updated_at = CASE WHEN entity.etag = excluded.etag THEN entity.updated_at ELSE now() END, orphaned_at = NULL`,
    [db.tenantId, storableJson(records), joinedJson(rows.map((row) => row.served)), seq],
  );
}

/** Marks entities nobody speaks of any more. They keep body and history, and come back when a source names them again. */
export async function markOrphaned(db: TenantSql, uids: readonly string[], seq: string): Promise<void> {
  if (uids.length === 0) return;
  await db.sql(
    `UPDATE entity SET orphaned_at = now(), version = version + 1, updated_at = now(), seq = $3::bigint
     WHERE tenant_id = $1::uuid AND ${isOneOf("$2::uuid[]", "SELECT ctid FROM entity WHERE tenant_id = $1::uuid AND uid = key")}`,
    [db.tenantId, [...uids], seq],
  );
}

export type RevisionWrite = {
  readonly uid: string;
  readonly ref: string;
  readonly version: number;
  readonly change: "created" | "changed" | "removed" | "restored";
  readonly cause: Cause;
  readonly diff: readonly FieldChange[];
};

/** Records revisions under the catalog version this transaction has raised. */
export async function insertRevisions(db: TenantSql, rows: readonly RevisionWrite[]): Promise<void> {
  if (rows.length === 0) return;
  await db.sql(
    `INSERT INTO entity_revision (tenant_id, uid, version, at, seq, ref, change, cause, diff)
     SELECT $1::uuid, r.uid, r.version, s.at, s.version, r.ref, r.change, r.cause, r.diff
     FROM catalog_state s, jsonb_to_recordset($2::text::jsonb) AS r(uid uuid, version int, ref text, change text, cause jsonb, diff jsonb)
     WHERE s.tenant_id = $1::uuid`,
    [db.tenantId, storableJson(rows)],
  );
}

/** Stated relations of these entities whose target is not in the catalog. */
export async function listDangling(
  db: TenantSql,
  refs: readonly string[],
): Promise<{ sourceRef: string; type: string; targetRef: string }[]> {
  return db.sql(
    `SELECT s.ref AS "sourceRef", split_part(r, ' ', 1) AS type, split_part(r, ' ', 3) AS "targetRef" FROM entity s CROSS JOIN LATERAL unnest(s.relations) AS r
     WHERE s.tenant_id = $1::uuid AND s.ref = ANY($2::text[]) AND s.orphaned_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM entity e WHERE e.tenant_id = $1::uuid AND e.ref = split_part(r, ' ', 3) AND e.orphaned_at IS NULL)
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
    `SELECT name AS login, lower(served::jsonb->'spec'->'profile'->>'email') AS email, served::jsonb->'spec'->'memberOf' AS "memberOf"
     FROM entity WHERE tenant_id = $1::uuid AND kind = 'user' AND orphaned_at IS NULL LIMIT 50000`,
    [db.tenantId],
  );
}
