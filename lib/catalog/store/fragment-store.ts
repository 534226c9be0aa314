import { sha256 } from "@/lib/platform/crypto";
import type { TenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import type { Entity } from "../model/entity";
import { canonicalJson } from "../model/fields";
import type { Fragment, Layer, Origins } from "../model/fragment";
import type { MergeInput } from "../model/merge";
import { eachKey, isOneOf } from "./each-key";
import { joinedJson, storableJson } from "./storable-json";

/** A stored fragment without its content. */
export type FragmentHead = {
  readonly sourceKey: string;
  readonly repositoryId: string | null;
  readonly ref: string;
  readonly hash: string;
  readonly stale: boolean;
  /** seconds since 1970 at which it was first stored; see MergeInput */
  readonly order: number;
};

/** Whose fragments a change replaces: those of repositories, the people and teams of a source, or single ones by their keys. */
export type FragmentScope =
  | { readonly kind: "repositories"; readonly ids: readonly string[] }
  | { readonly kind: "organisation" }
  | { readonly kind: "keys"; readonly keys: readonly string[] };

const HEAD = `source_key AS "sourceKey", repository_id::text AS "repositoryId", entity_ref AS ref, hash, stale, extract(epoch FROM created_at)::float8 AS "order"`;
const OF_SOURCE = `SELECT ${HEAD} FROM fragment WHERE tenant_id = $1::uuid AND source_id = $2::uuid`;
const HEADS: Readonly<Record<FragmentScope["kind"], string>> = {
  repositories: `${OF_SOURCE} AND repository_id = ANY($3::uuid[])`,
  keys: eachKey("$3::text[]", `${OF_SOURCE} AND source_key = key`),
  // What a source says beyond its repositories stands in rows without one.
  organisation: `${OF_SOURCE} AND repository_id IS NULL AND layer = 'imported' AND cardinality($3::text[]) = 0`,
};

function valuesOf(scope: FragmentScope): readonly string[] {
  if (scope.kind === "organisation") return [];
  return scope.kind === "keys" ? scope.keys : scope.ids;
}

export async function listFragmentHeads(
  db: TenantSql,
  sourceId: string,
  scope: FragmentScope,
): Promise<FragmentHead[]> {
  return db.sql<FragmentHead>(HEADS[scope.kind], [db.tenantId, sourceId, [...valuesOf(scope)]]);
}

/** Everything a source says, by key. */
export async function listSourceKeys(db: TenantSql, sourceId: string): Promise<string[]> {
  const rows = await db.sql<{ key: string }>(
    "SELECT source_key AS key FROM fragment WHERE tenant_id = $1::uuid AND source_id = $2::uuid",
    [db.tenantId, sourceId],
  );
  return rows.map((row) => row.key);
}

/** Fragments of a repository or an organisation with what the table needs. */
export type FragmentWrite = Fragment & { readonly repositoryId: string | undefined; readonly hash: string };

export function hashFragment(fragment: Fragment): string {
  return sha256(
    canonicalJson({
      ref: fragment.ref,
      layer: fragment.layer,
      body: asJson(fragment.body),
      origins: asJson(storedOrigins(fragment)),
    }),
  );
}

// Entities and origins are JSON by construction; their readonly types with optional members are not assignable to it as they stand.
function asJson(value: object): Json {
  return value as Json;
}

/** The source's name is kept with the fallback origin, so that a merge needs no other table. */
export function storedOrigins(fragment: Fragment): Origins {
  return {
    ...fragment.origins,
    "*": { ...(fragment.origins["*"] ?? { rule: "as given" }), source: fragment.source },
  };
}

export async function upsertFragments(
  db: TenantSql,
  sourceId: string,
  rows: readonly FragmentWrite[],
): Promise<void> {
  if (rows.length === 0) return;
  const records = rows.map((row) => ({
    source_key: row.sourceKey,
    repository_id: row.repositoryId ?? null,
    entity_ref: row.ref,
    layer: row.layer,
    origins: storedOrigins(row),
    hash: row.hash,
  }));
  await db.sql(
    `INSERT INTO fragment (tenant_id, source_id, source_key, repository_id, entity_ref, layer, origins, hash, body)
     SELECT $1::uuid, $2::uuid, r.* FROM ROWS FROM (
       json_to_recordset($3::text::json) AS (source_key text, repository_id uuid, entity_ref text, layer text, origins jsonb, hash text),
       unnest(string_to_array($4, chr(30)))) AS r
     ON CONFLICT (tenant_id, source_id, source_key) DO UPDATE SET repository_id = excluded.repository_id, entity_ref = excluded.entity_ref,
       layer = excluded.layer, body = excluded.body, origins = excluded.origins, hash = excluded.hash, stale = false, seen_at = now()`,
    [db.tenantId, sourceId, storableJson(records), joinedJson(rows.map((row) => JSON.stringify(row.body)))],
  );
}

const OF_KEYS = isOneOf(
  "$3::text[]",
  "SELECT ctid FROM fragment WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND source_key = key",
);

export async function markFragmentsStale(
  db: TenantSql,
  sourceId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await db.sql(`UPDATE fragment SET stale = true WHERE tenant_id = $1::uuid AND ${OF_KEYS} AND NOT stale`, [
    db.tenantId,
    sourceId,
    [...keys],
  ]);
}

export async function deleteFragments(
  db: TenantSql,
  sourceId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await db.sql(`DELETE FROM fragment WHERE tenant_id = $1::uuid AND ${OF_KEYS}`, [
    db.tenantId,
    sourceId,
    [...keys],
  ]);
}

/** Gives fragments another ref: overlays whose entity goes by a new name. */
export async function moveFragments(
  db: TenantSql,
  rows: readonly { readonly sourceId: string; readonly sourceKey: string; readonly ref: string }[],
): Promise<void> {
  const records = rows.map(({ sourceId, sourceKey, ref }) => ({ sourceId, sourceKey, ref }));
  await db.sql(
    `UPDATE fragment f SET entity_ref = r.ref FROM jsonb_to_recordset($2::text::jsonb) AS r("sourceId" uuid, "sourceKey" text, ref text)
     WHERE f.tenant_id = $1::uuid AND f.source_id = r."sourceId" AND f.source_key = r."sourceKey"`,
    [db.tenantId, JSON.stringify(records)],
  );
}

type MergeRow = {
  readonly ref: string;
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly repositoryId: string | null;
  readonly layer: Layer;
  readonly body: string;
  readonly origins: Origins;
  readonly order: number;
};

function parseBody(text: string): Entity {
  // Written by upsertFragments only.
  return JSON.parse(text);
}

/** Fragments of the given refs but for those at hand, by ref. */
export async function listFragmentsByRef(
  db: TenantSql,
  refs: readonly string[],
  atHand?: { readonly sourceId: string; readonly keys: readonly string[] },
): Promise<Map<string, [MergeInput, ...MergeInput[]]>> {
  const rows = await db.sql<MergeRow>(
    eachKey(
      "$2::text[]",
      `SELECT entity_ref AS ref, source_id::text AS "sourceId", source_key AS "sourceKey", repository_id::text AS "repositoryId", layer, body, origins,
         extract(epoch FROM created_at)::float8 AS "order" FROM fragment
       WHERE tenant_id = $1::uuid AND entity_ref = key AND ($3::uuid IS NULL OR NOT (source_id = $3::uuid AND source_key = ANY($4::text[])))`,
    ),
    [db.tenantId, [...refs], atHand?.sourceId ?? null, [...(atHand?.keys ?? [])]],
  );
  const byRef = new Map<string, [MergeInput, ...MergeInput[]]>();
  for (const { ref, ...row } of rows) {
    const input: MergeInput = {
      ...row,
      body: parseBody(row.body),
      repositoryId: row.repositoryId ?? undefined,
      source: row.origins["*"]?.source ?? "",
    };
    const list = byRef.get(ref);
    if (list) list.push(input);
    else byRef.set(ref, [input]);
  }
  return byRef;
}

/** Which of these refs other repositories speak of, and who. */
export async function listTakenRefs(
  db: TenantSql,
  refs: readonly string[],
): Promise<{ ref: string; repositoryId: string }[]> {
  return db.sql<{ ref: string; repositoryId: string }>(
    `SELECT DISTINCT entity_ref AS ref, repository_id::text AS "repositoryId" FROM fragment
     WHERE tenant_id = $1::uuid AND entity_ref = ANY($2::text[]) AND repository_id IS NOT NULL`,
    [db.tenantId, [...refs]],
  );
}

/** Refs among these that two sources of one layer claim. */
export async function listContestedRefs(db: TenantSql, refs: readonly string[]): Promise<string[]> {
  const rows = await db.sql<{ ref: string }>(
    `SELECT DISTINCT ref FROM (${eachKey("$2::text[]", "SELECT entity_ref AS ref, layer FROM fragment WHERE tenant_id = $1::uuid AND entity_ref = key AND layer IN ('declared', 'imported')")}) f
     GROUP BY ref, layer HAVING count(*) > 1`,
    [db.tenantId, [...new Set(refs)]],
  );
  return rows.map((row) => row.ref);
}
