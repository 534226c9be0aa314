import type { SystemDb, TenantSql } from "@/lib/platform/db";
import type { EntitlementRow } from "../model";

const COLUMNS = `plan, status, coalesce(addons, ARRAY[]::text[]) AS addons, trial_plan AS "trialPlan", trial_ends_at AS "trialEndsAt", valid_until AS "validUntil"`;

export async function findEntitlement(db: TenantSql): Promise<EntitlementRow | undefined> {
  const rows = await db.sql<EntitlementRow>(`SELECT ${COLUMNS} FROM entitlement WHERE tenant_id = $1::uuid`, [
    db.tenantId,
  ]);
  return rows[0];
}

export async function insertTrial(db: SystemDb, tenantId: string, plan: string, endsAt: Date): Promise<void> {
  await db.sql(
    "INSERT INTO entitlement (tenant_id, plan, trial_plan, trial_ends_at) VALUES ($1::uuid, 'free', $2, $3::text::timestamptz)",
    [tenantId, plan, endsAt.toISOString()],
  );
}

export type PlanChange = {
  readonly plan: string;
  readonly status: string;
  readonly addons: readonly string[];
  readonly seats: number | undefined;
  readonly validUntil: Date | undefined;
};

/** Writes only what changed, so that two syncs of one truth are one change. @returns whether anything did */
export async function upsertPlan(db: TenantSql, change: PlanChange): Promise<boolean> {
  const rows = await db.sql(
    `INSERT INTO entitlement AS e (tenant_id, plan, status, addons, seats, valid_until)
     VALUES ($1::uuid, $2, $3, $4::text[], $5::int, $6::text::timestamptz)
     ON CONFLICT (tenant_id) DO UPDATE SET plan = excluded.plan, status = excluded.status, addons = excluded.addons,
       seats = excluded.seats, valid_until = excluded.valid_until, version = e.version + 1, updated_at = now()
     WHERE (e.plan, e.status, coalesce(e.addons, '{}'), e.seats, e.valid_until)
       IS DISTINCT FROM (excluded.plan, excluded.status, excluded.addons, excluded.seats, excluded.valid_until)
     RETURNING version`,
    [
      db.tenantId,
      change.plan,
      change.status,
      [...change.addons],
      change.seats ?? null,
      change.validUntil?.toISOString() ?? null,
    ],
  );
  return rows.length > 0;
}

export async function endTrialRow(db: TenantSql, at: Date): Promise<void> {
  await db.sql(
    "UPDATE entitlement SET trial_ends_at = $2::text::timestamptz, version = version + 1 WHERE tenant_id = $1::uuid",
    [db.tenantId, at.toISOString()],
  );
}
