import { setPlan } from "@/lib/entitlements";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { messageOf } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { findPluginOfAddon } from "@/lib/plugins";
import { readTruth, type Truth } from "./model/subscription";
import { readSubscriptions } from "./read-subscriptions";
import { findCustomer, lockCustomer, saveSync, saveSyncError } from "./store/customer-store";

// Each round lost is another sync that wrote; more at once than this do not happen.
const ROUNDS_MAX = 12;

/**
 * Makes the entitlement equal to what Stripe says now.
 *
 * Nothing of an event is applied, so late, doubled and swapped events all end in the same state. Two syncs at once: one
 * that finds another's write since it began to read, reads again, so an old answer never overwrites a newer one.
 * While Stripe does not answer, what is known stays.
 *
 * @returns what Stripe's subscriptions amount to; undefined when the tenant never bought anything
 */
export async function syncCustomer(ctx: TenantContext): Promise<Truth | undefined> {
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const before = await withTenantSql(ctx, findCustomer);
    if (!before) return undefined;
    const truth = await readOrNote(ctx, before.customerId);
    const written = await withTenantSql(ctx, async (db) => {
      const now = await lockCustomer(db);
      if (now?.syncedAt?.getTime() !== before.syncedAt?.getTime()) return false;
      await saveSync(db, truth.subscription);
      const changed = await setPlan(db, ctx, {
        plan: truth.plan,
        status: truth.status,
        addons: truth.addons,
        seats: truth.seats,
        validUntil: truth.validUntil,
      });
      if (!changed) await publish(db, "billing.synced", {});
      return true;
    });
    if (written) return truth;
  }
  throw new Error("Other syncs kept writing; this one tries again later.");
}

async function readOrNote(ctx: TenantContext, customerId: string): Promise<Truth> {
  try {
    return readTruth(await readSubscriptions(customerId), findPluginOfAddon);
  } catch (error) {
    await withTenantSql(ctx, (db) => saveSyncError(db, messageOf(error)));
    throw error;
  }
}
