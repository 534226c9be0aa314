import { sha256 } from "@/lib/platform/crypto";
import type { TenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import type { Entity } from "../model/entity";
import { canonicalJson } from "../model/fields";
import type { Fragment, Layer, Origin, Origins } from "../model/fragment";
import type { MergeInput } from "../model/merge";
import { storableJson } from "./storable-json";

/** A stored fragment without its content. */
export type FragmentHead = {
  readonly sourceKey: string;
  readonly ref: string;
  readonly hash: string;
  readonly stale: boolean;
};

/** Whose fragments a change replaces: those of repositories, or the people and teams of a source. */
export type FragmentScope =
  | { readonly kind: "repositories"; readonly ids: readonly string[] }
  | { readonly kind: "organisation" };

// What a source says beyond its repositories stands in rows without one.
const ORGANISATION = "repository_id IS NULL AND layer = 'imported'";

export async function listFragmentHeads(
  db: TenantSql,
  sourceId: string,
  scope: FragmentScope,
): Promise<FragmentHead[]> {
  const ids = scope.kind === "repositories" ? [...scope.ids] : [];
  return db.sql<FragmentHead>(
    `SELECT source_key AS "sourceKey", entity_ref AS ref, hash, stale FROM fragment
     WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND ${scope.kind === "repositories" ? "repository_id = ANY($3::uuid[])" : `${ORGANISATION} AND cardinality($3::text[]) = 0`}`,
    [db.tenantId, sourceId, ids],
  );
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
function storedOrigins(fragment: Fragment): object {
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
    body: row.body,
    origins: storedOrigins(row),
    hash: row.hash,
  }));
  await db.sql(
    `INSERT INTO fragment (tenant_id, source_id, source_key, repository_id, entity_ref, layer, body, origins, hash)
     SELECT $1::uuid, $2::uuid, r.* FROM jsonb_to_recordset($3::text::jsonb)
       AS r(source_key text, repository_id uuid, entity_ref text, layer text, body jsonb, origins jsonb, hash text)
     ON CONFLICT (tenant_id, source_id, source_key) DO UPDATE SET repository_id = excluded.repository_id, entity_ref = excluded.entity_ref,
       layer = excluded.layer, body = excluded.body, origins = excluded.origins, hash = excluded.hash, stale = false, seen_at = now()`,
    [db.tenantId, sourceId, storableJson(records)],
  );
}

export async function markFragmentsStale(
  db: TenantSql,
  sourceId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await db.sql(
    "UPDATE fragment SET stale = true WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND source_key = ANY($3::text[]) AND NOT stale",
    [db.tenantId, sourceId, [...keys]],
  );
}

export async function deleteFragments(
  db: TenantSql,
  sourceId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await db.sql(
    "DELETE FROM fragment WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND source_key = ANY($3::text[])",
    [db.tenantId, sourceId, [...keys]],
  );
}

type StoredOrigin = Origin & { readonly source?: string };
type MergeRow = {
  readonly ref: string;
  readonly sourceKey: string;
  readonly repositoryId: string | null;
  readonly layer: Layer;
  readonly body: Entity;
  readonly origins: Origins & { readonly "*"?: StoredOrigin };
  readonly order: number;
};

/** All fragments of the given refs, by ref. */
export async function listFragmentsByRef(
  db: TenantSql,
  refs: readonly string[],
): Promise<ReadonlyMap<string, readonly [MergeInput, ...MergeInput[]]>> {
  const rows = await db.sql<MergeRow>(
    `SELECT entity_ref AS ref, source_key AS "sourceKey", repository_id::text AS "repositoryId", layer, body, origins,
       extract(epoch FROM created_at)::float8 AS "order" FROM fragment WHERE tenant_id = $1::uuid AND entity_ref = ANY($2::text[])`,
    [db.tenantId, [...refs]],
  );
  const byRef = new Map<string, [MergeInput, ...MergeInput[]]>();
  for (const { ref, ...row } of rows) {
    const input: MergeInput = {
      ...row,
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

/** Refs among these that more than one document declares. */
export async function listContestedRefs(db: TenantSql, refs: readonly string[]): Promise<string[]> {
  const rows = await db.sql<{ ref: string }>(
    `SELECT entity_ref AS ref FROM fragment WHERE tenant_id = $1::uuid AND entity_ref = ANY($2::text[]) AND layer <> 'derived'
     GROUP BY entity_ref HAVING count(*) > 1`,
    [db.tenantId, [...refs]],
  );
  return rows.map((row) => row.ref);
}
