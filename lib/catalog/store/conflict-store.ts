import type { TenantSql } from "@/lib/platform/db";
import type { Entity } from "../model/entity";
import type { Layer, Origins } from "../model/fragment";
import { BY_KEY, byKey } from "./fragment-store";
import { BARRED } from "./kind-rule-store";

type Who = { readonly id?: string | undefined; readonly name: string };

export type DecisionRow = {
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly reason: string;
  readonly by: Who;
  readonly at: Date;
};

export type ConflictRow = {
  readonly ref: string;
  readonly since: Date;
  readonly decision: DecisionRow | null;
};

// A decision for a claim that is gone decides nothing any more.
const DECIDED = `EXISTS (SELECT 1 FROM ref_decision d JOIN fragment f ON f.tenant_id = d.tenant_id AND f.source_id = d.source_id AND f.source_key = d.source_key
  AND f.entity_ref = d.ref WHERE d.tenant_id = c.tenant_id AND d.ref = c.ref)`;

/** How many contested names wait for a decision. */
export async function countOpenConflicts(db: TenantSql): Promise<number> {
  const rows = await db.sql<{ count: number }>(
    `SELECT count(*)::int AS count FROM ref_conflict c WHERE c.tenant_id = $1::uuid AND NOT ${DECIDED}`,
    [db.tenantId],
  );
  return rows[0]?.count ?? 0;
}

/** Whether a name is contested and waits for a decision. */
export async function isConflictOpen(db: TenantSql, ref: string): Promise<boolean> {
  const rows = await db.sql(
    `SELECT 1 FROM ref_conflict c WHERE c.tenant_id = $1::uuid AND c.ref = $2 AND NOT ${DECIDED}`,
    [db.tenantId, ref],
  );
  return rows.length > 0;
}

/** Contested names, undecided ones first, then the newest. */
export async function listConflictRows(db: TenantSql, limit: number, offset: number): Promise<ConflictRow[]> {
  return db.sql<ConflictRow>(
    `SELECT c.ref, c.since, CASE WHEN ${DECIDED} THEN (
       SELECT jsonb_build_object('sourceId', d.source_id, 'sourceKey', d.source_key, 'reason', d.reason, 'by', d.decided_by, 'at', d.decided_at)
       FROM ref_decision d WHERE d.tenant_id = c.tenant_id AND d.ref = c.ref) END AS decision
     FROM ref_conflict c WHERE c.tenant_id = $1::uuid ORDER BY ${DECIDED}, c.since DESC, c.ref LIMIT $2::int OFFSET $3::int`,
    [db.tenantId, limit, offset],
  );
}

export async function countConflicts(db: TenantSql): Promise<number> {
  const rows = await db.sql<{ count: number }>(
    "SELECT count(*)::int AS count FROM ref_conflict WHERE tenant_id = $1::uuid",
    [db.tenantId],
  );
  return rows[0]?.count ?? 0;
}

export type ClaimRow = {
  readonly ref: string;
  readonly sourceId: string;
  readonly sourceKey: string;
  readonly layer: Layer;
  readonly body: string;
  readonly origins: Origins;
  readonly since: Date;
  readonly order: number;
  readonly sourceKind: string;
  readonly sourceName: string;
  readonly githubSourceId: string | null;
  readonly externalId: string | null;
  readonly repository: string | null;
  readonly url: string | null;
  readonly defaultBranch: string | null;
};

/** What sources other than the portal say of these names, in the layers that can contest one; of each layer the one that counts first. */
export async function listClaimRows(db: TenantSql, refs: readonly string[]): Promise<ClaimRow[]> {
  return db.sql<ClaimRow>(
    `SELECT f.entity_ref AS ref, f.source_id::text AS "sourceId", f.source_key AS "sourceKey", f.layer, f.body, f.origins, f.created_at AS since,
       extract(epoch FROM f.created_at)::float8 AS "order", s.kind AS "sourceKind", s.name AS "sourceName",
       CASE WHEN r.id IS NULL THEN NULL ELSE r.source_id::text END AS "githubSourceId", r.external_id::text AS "externalId",
       r.owner || '/' || r.name AS repository, r.url, r.default_branch AS "defaultBranch"
     FROM fragment f JOIN source s ON s.tenant_id = f.tenant_id AND s.id = f.source_id
     LEFT JOIN repository r ON r.tenant_id = f.tenant_id AND r.id = f.repository_id
     WHERE f.tenant_id = $1::uuid AND f.entity_ref = ANY($2::text[]) AND f.layer IN ('declared', 'imported')
     ORDER BY f.entity_ref, ${BARRED}, f.created_at, ${BY_KEY}`,
    [db.tenantId, [...refs]],
  );
}

export type LostClaim = {
  readonly ref: string;
  /** name of the source whose claim counts */
  readonly winner: string;
};

/**
 * Names of a source that another claim of the same layer has, as model/merge.ts decides it. Reads no bodies, and of a tenant
 * without conflicts nothing but that there are none. For sources whose fragments no kind's rule bars: sets, imports, processors.
 */
export async function listLostClaims(db: TenantSql, sourceId: string): Promise<LostClaim[]> {
  return db.sql<LostClaim>(
    `SELECT c.ref, coalesce(first.source, '') AS winner FROM ref_conflict c
     CROSS JOIN LATERAL (SELECT f.source_key, f.layer FROM fragment f
       WHERE f.tenant_id = $1::uuid AND f.entity_ref = c.ref AND f.source_id = $2::uuid OFFSET 0) own
     CROSS JOIN LATERAL (SELECT f.source_id, f.source_key, f.origins->'*'->>'source' AS source FROM fragment f
       LEFT JOIN ref_decision d ON d.tenant_id = $1::uuid AND d.ref = c.ref AND d.source_id = f.source_id AND d.source_key = f.source_key
       WHERE f.tenant_id = $1::uuid AND f.entity_ref = c.ref AND f.layer = own.layer
       ORDER BY d.ref IS NULL, f.created_at, ${byKey("f.")} LIMIT 1) first
     WHERE c.tenant_id = $1::uuid AND (first.source_id, first.source_key) <> ($2::uuid, own.source_key)`,
    [db.tenantId, sourceId],
  );
}

export async function upsertDecision(
  db: TenantSql,
  row: {
    readonly ref: string;
    readonly sourceId: string;
    readonly sourceKey: string;
    readonly reason: string;
    readonly by: Who;
  },
): Promise<void> {
  await db.sql(
    `INSERT INTO ref_decision (tenant_id, ref, source_id, source_key, reason, decided_by) VALUES ($1::uuid, $2, $3::uuid, $4, $5, $6::text::jsonb)
     ON CONFLICT (tenant_id, ref) DO UPDATE SET source_id = excluded.source_id, source_key = excluded.source_key, reason = excluded.reason,
       decided_by = excluded.decided_by, decided_at = now()`,
    [db.tenantId, row.ref, row.sourceId, row.sourceKey, row.reason, JSON.stringify(row.by)],
  );
}

/** @returns what had been decided, if anything was */
export async function deleteDecision(db: TenantSql, ref: string): Promise<DecisionRow | undefined> {
  const rows = await db.sql<DecisionRow>(
    `DELETE FROM ref_decision WHERE tenant_id = $1::uuid AND ref = $2
     RETURNING source_id::text AS "sourceId", source_key AS "sourceKey", reason, decided_by AS by, decided_at AS at`,
    [db.tenantId, ref],
  );
  return rows[0];
}

export function bodyOfClaim(row: ClaimRow): Entity {
  // Written by upsertFragments only.
  return JSON.parse(row.body);
}
