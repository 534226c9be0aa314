import { type TenantSql, together } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Cause } from "../model/cause";
import type { FieldChange } from "../model/fields";
import { PORTAL_SOURCE } from "../model/fragment";
import { eachKey, isOfKind, isOneOf } from "./each-key";
import { joinedJson, storableJson, textArray, texts, wordArray } from "./storable-json";

/**
 * Merges of one tenant run one after another: two batches that met in one entity would lose a fragment otherwise. The tenant
 * stays until the transaction ends; entities and revisions have no foreign key that would see to it row by row.
 *
 * @throws AppError not_found - the tenant was deleted
 */
export async function lockCatalog(db: TenantSql): Promise<void> {
  const [, rows] = await together([
    db.sql("SELECT pg_advisory_xact_lock(hashtextextended('catalog:' || $1, 0))", [db.tenantId]),
    db.sql("SELECT 1 FROM tenant WHERE id = $1::uuid FOR KEY SHARE", [db.tenantId]),
  ]);
  if (rows.length === 0) throw new AppError("not_found", "This workspace was deleted.");
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
  /** JSON */
  readonly provenance: string;
  readonly hash: string;
  readonly etag: string;
  readonly version: number;
};

// Columns come as arrays: as records they would be built, escaped and parsed as JSON, which took half of the statement's time.
const GIVEN = `unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
  $12::text[], $13::text[], $14::int[], ${texts("$15")}, ${texts("$16")})
  AS r(uid, ref, title, type, lifecycle, owner_ref, system_ref, language, tags, relations, hash, etag, version, provenance, served)`;
const WRITTEN = [
  ["ref", "r.ref"],
  ["kind", "split_part(r.ref, ':', 1)"],
  ["namespace", "split_part(split_part(r.ref, ':', 2), '/', 1)"],
  ["name", "split_part(r.ref, '/', 2)"],
  ["title", "r.title"],
  ["type", "r.type"],
  ["lifecycle", "r.lifecycle"],
  ["owner_ref", "r.owner_ref"],
  ["system_ref", "r.system_ref"],
  ["language", "r.language"],
  ["tags", "string_to_array(r.tags, ' ')"],
  ["relations", "string_to_array(r.relations, chr(10))"],
  ["hash", "r.hash"],
  ["etag", "r.etag"],
  ["version", "r.version"],
  ["provenance", "r.provenance::jsonb"],
  ["served", "r.served"],
] as const;
const WRITE = `INSERT INTO entity (tenant_id, seq, uid, ${WRITTEN.map(([name]) => name).join(", ")})
  SELECT $1::uuid, $17::bigint, r.uid, ${WRITTEN.map(([, value]) => value).join(", ")} FROM ${GIVEN}
  ON CONFLICT (tenant_id, uid) DO UPDATE SET ${WRITTEN.map(([name]) => `${name} = excluded.${name}`).join(", ")}, seq = excluded.seq,
    status = CASE WHEN entity.status IS NOT NULL AND entity.provenance->'*'->>'source' = excluded.provenance->'*'->>'source' THEN entity.status END,
    updated_at = CASE WHEN entity.etag = excluded.etag THEN entity.updated_at ELSE now() END, orphaned_at = NULL`;

/** Writes entities; a ref that changed moves its row. What was wrong with another source's file is not wrong with this one's. */
export async function writeEntities(db: TenantSql, rows: readonly EntityWrite[], seq: string): Promise<void> {
  if (rows.length === 0) return;
  await db.sql(WRITE, [
    db.tenantId,
    wordArray(rows.map((row) => row.uid)),
    textArray(rows.map((row) => row.ref)),
    textArray(rows.map((row) => row.title)),
    textArray(rows.map((row) => row.type)),
    textArray(rows.map((row) => row.lifecycle)),
    textArray(rows.map((row) => row.ownerRef)),
    textArray(rows.map((row) => row.systemRef)),
    textArray(rows.map((row) => row.language)),
    // No tag and no word of a relation holds a blank.
    textArray(rows.map((row) => row.tags.join(" "))),
    textArray(rows.map((row) => row.relations.join("\n"))),
    wordArray(rows.map((row) => row.hash)),
    wordArray(rows.map((row) => row.etag)),
    wordArray(rows.map((row) => row.version)),
    joinedJson(rows.map((row) => row.provenance)),
    joinedJson(rows.map((row) => row.served)),
    seq,
  ]);
}

export type StatusWrite = {
  readonly ref: string;
  /** JSON text, see model/status.ts; undefined when nothing is wrong */
  readonly status: string | undefined;
  /** the repository that says it; an entity that stands on another source is left alone */
  readonly source: string;
};

/** Makes these the statuses of entities, under a new catalog version. What is so already writes nothing. */
export async function replaceStatuses(db: TenantSql, rows: readonly StatusWrite[]): Promise<void> {
  // Registered locations stand on the portal's source and are read with the repository they lead into.
  const differing = await db.sql<{ uid: string; status: string | null }>(
    `SELECT e.uid::text, r.status FROM jsonb_to_recordset($2::text::jsonb) AS r(ref text, status text, source text)
     CROSS JOIN LATERAL (SELECT uid, status, provenance->'*'->>'source' AS source FROM entity
       WHERE tenant_id = $1::uuid AND ref = r.ref AND orphaned_at IS NULL OFFSET 0) AS e
     WHERE e.status IS DISTINCT FROM r.status AND e.source IN (r.source, '${PORTAL_SOURCE}')`,
    [db.tenantId, storableJson(rows)],
  );
  if (differing.length === 0) return;
  await db.sql(
    `UPDATE entity SET status = r.status, seq = $4::bigint FROM unnest($2::uuid[], $3::text[]) AS r(uid, status)
     WHERE entity.tenant_id = $1::uuid AND entity.uid = r.uid`,
    [
      db.tenantId,
      wordArray(differing.map((row) => row.uid)),
      textArray(differing.map((row) => row.status ?? undefined)),
      await raiseVersion(db),
    ],
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
     SELECT $1::uuid, r.uid, r.version, s.at, s.version, r.ref, r.change, r.cause::jsonb, r.diff::jsonb
     FROM catalog_state s, unnest($2::uuid[], $3::int[], $4::text[], $5::text[], ${texts("$6")}, ${texts("$7")}) AS r(uid, version, ref, change, cause, diff)
     WHERE s.tenant_id = $1::uuid`,
    [
      db.tenantId,
      wordArray(rows.map((row) => row.uid)),
      wordArray(rows.map((row) => row.version)),
      textArray(rows.map((row) => row.ref)),
      wordArray(rows.map((row) => row.change)),
      joinedJson(rows.map((row) => JSON.stringify(row.cause))),
      joinedJson(rows.map((row) => JSON.stringify(row.diff))),
    ],
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
    `${eachKey("$2::text[]", `SELECT ref, title FROM entity WHERE tenant_id = $1::uuid AND ${isOfKind("key")} AND orphaned_at IS NULL`)} ORDER BY ref LIMIT $3::int`,
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
     FROM entity WHERE tenant_id = $1::uuid AND ${isOfKind("'user'")} AND orphaned_at IS NULL LIMIT 50000`,
    [db.tenantId],
  );
}
