import { z } from "zod";
import type { Plan } from "@/lib/entitlements/client";

/** Of a subscription, what the product keeps. Stored as read, so that the page can be drawn while Stripe is down. */
export const subscriptionSchema = z.object({
  id: z.string(),
  status: z.string(),
  cancelAtPeriodEnd: z.boolean(),
  cancelAt: z.string().optional(),
  periodEnd: z.string().optional(),
  endedAt: z.string().optional(),
  createdAt: z.string(),
  items: z.array(
    z.object({
      id: z.string(),
      lookupKey: z.string().optional(),
      quantity: z.number(),
      minor: z.number(),
      currency: z.string(),
      interval: z.string(),
    }),
  ),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

/** What a customer's subscriptions amount to. */
export type Truth = {
  readonly plan: Plan;
  readonly status: "active" | "past_due";
  readonly addons: readonly string[];
  readonly seats: number | undefined;
  readonly validUntil: Date | undefined;
  /** the one that counts, or the last one that did */
  readonly subscription: Subscription | undefined;
};

const PAID = new Set(["active", "trialing", "past_due"]);
const RANK: readonly string[] = ["portico_team_monthly", "portico_business_monthly"];
const PLAN_OF: Readonly<Record<string, Plan>> = {
  portico_team_monthly: "team",
  portico_business_monthly: "business",
};

/** Stripe repeats an event for three days; a paid plan outlives its period by as long, so that a lost renewal closes nothing. */
const GRACE_MS = 3 * 86_400_000;

/**
 * What subscriptions allow. Pure: the same list gives the same answer, in whatever order its events came.
 *
 * @param subscriptions - all of the customer, ended ones included
 * @param pluginOfAddon - the plugin that a lookup key buys
 */
export function readTruth(
  subscriptions: readonly Subscription[],
  pluginOfAddon: (lookupKey: string) => string | undefined,
): Truth {
  const paid = subscriptions.filter((one) => PAID.has(one.status));
  const keys = paid.flatMap((one) => one.items.flatMap((item) => item.lookupKey ?? []));
  const best = RANK.findLast((key) => keys.includes(key));
  const main = paid.find((one) => one.items.some((item) => item.lookupKey === best)) ?? paid[0];
  const last = [...subscriptions].sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  const addons = [...new Set(keys.flatMap((key) => pluginOfAddon(key) ?? []))].sort();
  return {
    plan: (best && PLAN_OF[best]) || "free",
    status: paid.some((one) => one.status === "past_due") ? "past_due" : "active",
    addons,
    seats: main?.items.find((item) => item.lookupKey === best)?.quantity,
    validUntil: main ? endOf(main) : undefined,
    subscription: main ?? last,
  };
}

// A cancelled one ends to the second; one that goes on may be renewed late.
function endOf(subscription: Subscription): Date | undefined {
  if (subscription.cancelAt) return new Date(subscription.cancelAt);
  if (!subscription.periodEnd) return undefined;
  const end = new Date(subscription.periodEnd);
  return subscription.cancelAtPeriodEnd ? end : new Date(end.getTime() + GRACE_MS);
}
