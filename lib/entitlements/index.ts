import { recordAudit } from "@/lib/audit";
import type { Features, TenantContext } from "@/lib/platform/context";
import type { SystemDb, TenantSql } from "@/lib/platform/db";
import { publish } from "@/lib/platform/events";
import { decide } from "./model";
import {
  endTrialRow,
  findEntitlement,
  insertTrial,
  type PlanChange,
  upsertPlan,
} from "./store/entitlement-store";

export type { EntitlementRow, Plan, PlanTerms, PluginTier } from "./model";
export { allowsTier, cheapestPlanWith, decide, PLANS } from "./model";
export type { PlanChange } from "./store/entitlement-store";

const TRIAL_DAYS = 14;

/** What the tenant may use now, read afresh. */
export async function readFeatures(db: TenantSql, now = new Date()): Promise<Features> {
  return decide(await findEntitlement(db), now);
}

/** Begins the 14-day Business trial of a new tenant. @returns when it ends */
export async function startTrial(db: SystemDb, tenantId: string, now = new Date()): Promise<Date> {
  const endsAt = new Date(now.getTime() + TRIAL_DAYS * 86_400_000);
  await insertTrial(db, tenantId, "business", endsAt);
  return endsAt;
}

/** Ends a running trial at `at`: an operator's correction, and how the demo shows the Free plan. */
export async function endTrial(db: TenantSql, ctx: TenantContext, at = new Date()): Promise<void> {
  await endTrialRow(db, at);
  await recordAudit(db, ctx, { action: "entitlements.trial.ended", target: ctx.tenantId, after: { at } });
  await publish(db, "billing.entitlement", {});
}

/**
 * Sets what the subscription allows. Called by lib/billing only, with the truth it has just read from Stripe.
 *
 * @returns whether anything changed; an unchanged plan writes nothing, so it may run any number of times
 */
export async function setPlan(db: TenantSql, ctx: TenantContext, change: PlanChange): Promise<boolean> {
  const before = await findEntitlement(db);
  const changed = await upsertPlan(db, change);
  if (!changed) return false;
  await recordAudit(db, ctx, {
    action: "entitlements.plan.changed",
    target: ctx.tenantId,
    before,
    after: change,
  });
  await publish(db, "billing.entitlement", { plan: change.plan });
  return true;
}
