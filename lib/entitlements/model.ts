import type { Features } from "@/lib/platform/context";

export type Plan = Features["plan"];

/** What a plan allows. `undefined` seats = unlimited. Amounts are Stripe's, read by lookup key. */
export type PlanTerms = {
  readonly title: string;
  readonly seats: number | undefined;
  /** marketplace tiers, cumulative */
  readonly tiers: readonly PluginTier[];
  readonly priceLookupKey: string | undefined;
  readonly includes: readonly string[];
};

export type PluginTier = "core" | "standard" | "premium";

export const PLANS: Readonly<Record<Plan, PlanTerms>> = {
  free: {
    title: "Free",
    seats: 10,
    tiers: ["core"],
    priceLookupKey: undefined,
    includes: ["Catalog, search, docs and API pages", "OIDC single sign-on", "REST API", "Core plugins"],
  },
  team: {
    title: "Team",
    seats: 150,
    tiers: ["core", "standard"],
    priceLookupKey: "portico_team_monthly",
    includes: ["Everything in Free", "Standard plugins, such as SonarQube"],
  },
  business: {
    title: "Business",
    seats: 1_000,
    tiers: ["core", "standard", "premium"],
    priceLookupKey: "portico_business_monthly",
    includes: ["Everything in Team", "Premium plugins as they are published"],
  },
  enterprise: {
    title: "Enterprise",
    seats: undefined,
    tiers: ["core", "standard", "premium"],
    priceLookupKey: undefined,
    includes: ["Everything in Business", "Terms by agreement"],
  },
};

const ORDER: readonly Plan[] = ["free", "team", "business", "enterprise"];

export type EntitlementRow = {
  readonly plan: string;
  readonly status: string;
  readonly addons: readonly string[];
  readonly trialPlan: string | null;
  readonly trialEndsAt: Date | null;
  readonly validUntil: Date | null;
};

function toPlan(text: string | null): Plan {
  return ORDER.find((plan) => plan === text) ?? "free";
}

/**
 * What a tenant may use at `now`: the higher of the paid plan and a running trial. Pure.
 *
 * @param row - the tenant's entitlement; missing means Free
 */
export function decide(row: EntitlementRow | undefined, now: Date): Features {
  if (!row) return { plan: "free", trialEndsAt: undefined, addons: [], pastDue: false };
  const valid = row.validUntil === null || row.validUntil > now;
  const paid = valid ? toPlan(row.plan) : "free";
  const trialRuns = row.trialEndsAt !== null && row.trialEndsAt > now;
  const trial = trialRuns ? toPlan(row.trialPlan) : "free";
  const trialLifts = ORDER.indexOf(trial) > ORDER.indexOf(paid);
  return {
    plan: trialLifts ? trial : paid,
    trialEndsAt: trialLifts && row.trialEndsAt ? row.trialEndsAt : undefined,
    addons: valid ? row.addons : [],
    pastDue: row.status === "past_due",
  };
}

export function allowsTier(features: Features, tier: PluginTier): boolean {
  return PLANS[features.plan].tiers.includes(tier);
}

/** The cheapest plan whose marketplace has the tier. */
export function cheapestPlanWith(tier: PluginTier): Plan {
  return ORDER.find((plan) => PLANS[plan].tiers.includes(tier)) ?? "enterprise";
}
