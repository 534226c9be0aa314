import { sha256 } from "@/lib/platform/crypto";
import type { TenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import type { Json } from "@/lib/platform/types";
import type { Entity } from "../model/entity";
import { canonicalJson } from "../model/fields";
import type { Fragment, Layer, Origins } from "../model/fragment";
import type { MergeInput } from "../model/merge";
import { eachKey, isOneOf } from "./each-key";
import { joinedJson, textArray, texts, wordArray } from "./storable-json";

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
export type FragmentWrite = Fragment & {
  readonly repositoryId: string | undefined;
  readonly hash: string;
  /** of the body, when it was made already */
  readonly text?: string | undefined;
};

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

/**
 * SQL that orders fragments of one moment as model/merge.ts does.
 *
 * @param of - name of the fragment table and a dot, where another table has such a key too
 */
export const byKey = (of = "") =>
  `substring(${of}source_key FROM '^([0-9]{1,18}):')::bigint, ${of}source_key`;
export const BY_KEY = byKey();

/**
 * Keeps a source from being deleted until the transaction ends; fragments have no foreign key that would see to it row by row.
 *
 * @throws AppError not_found - it was deleted
 */
export async function holdSource(db: TenantSql, sourceId: string): Promise<void> {
  const rows = await db.sql(
    "SELECT 1 FROM source WHERE tenant_id = $1::uuid AND id = $2::uuid FOR KEY SHARE",
    [db.tenantId, sourceId],
  );
  if (rows.length === 0) throw new AppError("not_found", "This source was removed.");
}

export async function upsertFragments(
  db: TenantSql,
  sourceId: string,
  rows: readonly FragmentWrite[],
): Promise<void> {
  if (rows.length === 0) return;
  await db.sql(
    `INSERT INTO fragment (tenant_id, source_id, source_key, repository_id, entity_ref, layer, hash, origins, body)
     SELECT $1::uuid, $2::uuid, r.source_key, r.repository_id, r.entity_ref, r.layer, r.hash, r.origins::jsonb, r.body
     FROM unnest($3::text[], $4::uuid[], $5::text[], $6::text[], $7::text[], ${texts("$8")}, ${texts("$9")})
       AS r(source_key, repository_id, entity_ref, layer, hash, origins, body)
     ON CONFLICT (tenant_id, source_id, source_key) DO UPDATE SET repository_id = excluded.repository_id, entity_ref = excluded.entity_ref,
       layer = excluded.layer, body = excluded.body, origins = excluded.origins, hash = excluded.hash, stale = false, seen_at = now()`,
    [
      db.tenantId,
      sourceId,
      textArray(rows.map((row) => row.sourceKey)),
      wordArray(rows.map((row) => row.repositoryId)),
      textArray(rows.map((row) => row.ref)),
      wordArray(rows.map((row) => row.layer)),
      textArray(rows.map((row) => row.hash)),
      joinedJson(originTexts(rows)),
      joinedJson(rows.map((row) => row.text ?? JSON.stringify(row.body))),
    ],
  );
}

// All entities of a push have one origin, by one object.
function originTexts(rows: readonly FragmentWrite[]): readonly string[] {
  let [before, text]: [FragmentWrite | undefined, string] = [undefined, ""];
  return rows.map((row) => {
    if (row.origins !== before?.origins || row.source !== before.source)
      text = JSON.stringify(storedOrigins(row));
    before = row;
    return text;
  });
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

/** Fragments a change is about to write or delete: what is stored under these keys does not count any more. */
export type Touched = { readonly sourceId: string; readonly keys: readonly string[] };

const UNTOUCHED = "($3::uuid IS NULL OR NOT (source_id = $3::uuid AND source_key = ANY($4::text[])))";

/** Fragments of the given refs but for the touched ones, by ref. */
export async function listFragmentsByRef(
  db: TenantSql,
  refs: readonly string[],
  touched?: Touched,
): Promise<Map<string, [MergeInput, ...MergeInput[]]>> {
  const rows = await db.sql<MergeRow>(
    eachKey(
      "$2::text[]",
      `SELECT entity_ref AS ref, source_id::text AS "sourceId", source_key AS "sourceKey", repository_id::text AS "repositoryId", layer, body, origins,
         extract(epoch FROM created_at)::float8 AS "order" FROM fragment
       WHERE tenant_id = $1::uuid AND entity_ref = key AND ${UNTOUCHED}`,
    ),
    [db.tenantId, [...refs], touched?.sourceId ?? null, [...(touched?.keys ?? [])]],
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

/** Who claims these refs in some layers, but for the touched ones: a row a fragment. */
export async function listClaims(
  db: TenantSql,
  refs: readonly string[],
  layers: readonly Layer[],
  touched: Touched,
): Promise<{ ref: string; layer: Layer }[]> {
  return db.sql(
    eachKey(
      "$2::text[]",
      `SELECT entity_ref AS ref, layer FROM fragment WHERE tenant_id = $1::uuid AND entity_ref = key AND layer = ANY($5::text[]) AND ${UNTOUCHED}`,
    ),
    [db.tenantId, [...refs], touched.sourceId, [...touched.keys], [...layers]],
  );
}
