import type { TenantSql } from "@/lib/platform/db";
import type { FragmentPlace } from "../model/merge";
import { BY_KEY } from "./fragment-store";
import { BARRED } from "./kind-rule-store";

/** Notes that several sources claim these names; the moment of the first note stays. */
export async function insertConflicts(db: TenantSql, refs: readonly string[]): Promise<void> {
  await db.sql(
    "INSERT INTO ref_conflict (tenant_id, ref) SELECT $1::uuid, unnest($2::text[]) ON CONFLICT DO NOTHING",
    [db.tenantId, [...refs]],
  );
}

export async function endConflicts(db: TenantSql, refs: readonly string[]): Promise<void> {
  if (refs.length === 0) return;
  await db.sql("DELETE FROM ref_conflict WHERE tenant_id = $1::uuid AND ref = ANY($2::text[])", [
    db.tenantId,
    [...refs],
  ]);
}

/**
 * The claim that counts of each name: the one an admin chose, or else, where the kind has a rule, the first of a repository that may
 * declare it. Names without either are left out.
 */
export async function listDecisions(
  db: TenantSql,
  refs: readonly string[],
): Promise<Map<string, FragmentPlace>> {
  const rows = await db.sql<FragmentPlace & { readonly ref: string }>(
    `SELECT DISTINCT ON (ref) ref, source_id::text AS "sourceId", source_key AS "sourceKey" FROM (
       SELECT d.ref, d.source_id, d.source_key, 0 AS rank, now() AS since FROM ref_decision d
         JOIN fragment f ON f.tenant_id = d.tenant_id AND f.source_id = d.source_id AND f.source_key = d.source_key AND f.entity_ref = d.ref
       WHERE d.tenant_id = $1::uuid AND d.ref = ANY($2::text[])
       UNION ALL SELECT f.entity_ref, f.source_id, f.source_key, 1, f.created_at FROM fragment f
       WHERE f.tenant_id = $1::uuid AND f.entity_ref = ANY($2::text[]) AND f.layer = 'declared' AND NOT ${BARRED}
         AND split_part(f.entity_ref, ':', 1) IN (SELECT k.kind FROM kind_rule k WHERE k.tenant_id = $1::uuid)) AS claim
     ORDER BY ref, rank, since, ${BY_KEY}`,
    [db.tenantId, [...refs]],
  );
  return new Map(rows.map(({ ref, ...place }) => [ref, place]));
}

/** Keeps names entities had. A name that was used before leads to its last bearer. */
export async function insertAliases(
  db: TenantSql,
  moves: readonly { readonly uid: string; readonly from: string; readonly to: string }[],
): Promise<void> {
  await db.sql(
    `INSERT INTO entity_alias (tenant_id, ref, uid) SELECT DISTINCT ON (r."from") $1::uuid, r."from", r.uid
     FROM jsonb_to_recordset($2::text::jsonb) AS r(uid uuid, "from" text)
     ON CONFLICT (tenant_id, ref) DO UPDATE SET uid = excluded.uid, at = now()`,
    [db.tenantId, JSON.stringify(moves)],
  );
}

/** Where the entity that once had this name is now. */
export async function findRefByAlias(db: TenantSql, ref: string): Promise<string | undefined> {
  const rows = await db.sql<{ ref: string }>(
    "SELECT e.ref FROM entity_alias a JOIN entity e ON e.tenant_id = a.tenant_id AND e.uid = a.uid WHERE a.tenant_id = $1::uuid AND a.ref = $2",
    [db.tenantId, ref],
  );
  return rows[0]?.ref;
}
