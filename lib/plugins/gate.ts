import { allowsTier, cheapestPlanWith, PLANS, type Plan } from "@/lib/entitlements/client";
import type { Features, Grants } from "@/lib/platform/context";
import type { Manifest } from "@/lib/plugin-sdk";
import { asksOf, missingConsent } from "./model/asks";
import { configProblems } from "./model/check-config";
import type { Settings } from "./model/install";

/** What opens a locked plugin: a plan, or the plugin's own price. The amount is Stripe's, found by the lookup key. */
export type Price =
  | { readonly kind: "plan"; readonly plan: Plan; readonly lookupKey: string | undefined }
  | { readonly kind: "addon"; readonly lookupKey: string };

export type NextStep = "enable" | "consent" | "configure" | "switch-on";

export type Gate =
  | { readonly kind: "open" }
  /** `frozen`: it was set up before, and works again as it was once the plan has it */
  | {
      readonly kind: "locked";
      readonly reason: "plan" | "addon";
      readonly price: Price;
      readonly frozen: boolean;
      readonly mayBuy: boolean;
    }
  | {
      readonly kind: "unset";
      readonly step: NextStep;
      readonly missing: readonly string[];
      readonly maySet: boolean;
    };

/**
 * The one answer to "does this plugin work here now": pages, API, gateway and workers all ask it. Pure.
 *
 * The plan comes first, so that nobody is led through a set-up that then does not open.
 */
export function gate(manifest: Manifest, settings: Settings, features: Features, grants: Grants): Gate {
  const { install } = settings;
  const price = priceOf(manifest, features);
  if (price)
    return {
      kind: "locked",
      reason: price.kind,
      price,
      frozen: install !== undefined,
      mayBuy: grants.permissions.has("billing.manage"),
    };
  const unset = (step: NextStep, missing: readonly string[] = []): Gate => ({
    kind: "unset",
    step,
    missing,
    maySet: grants.permissions.has("plugin.install"),
  });
  if (!install) return unset("enable");
  if (!install.enabled) return unset("switch-on");
  const beyond = missingConsent(asksOf(manifest), install.consent);
  if (beyond.length > 0) return unset("consent", beyond);
  const missing = [
    ...Object.keys(configProblems(manifest, install.config)),
    ...manifest.secrets
      .filter((secret) => secret.required && !settings.secrets.includes(secret.name))
      .map((secret) => secret.name),
  ];
  return missing.length > 0 ? unset("configure", missing) : { kind: "open" };
}

/** What the tenant would have to buy; undefined when its plan or add-ons have the plugin. */
function priceOf({ id, plan }: Manifest, features: Features): Price | undefined {
  if ("addon" in plan)
    return features.addons.includes(id) ? undefined : { kind: "addon", lookupKey: plan.addon };
  if (allowsTier(features, plan.tier)) return undefined;
  const cheapest = cheapestPlanWith(plan.tier);
  return { kind: "plan", plan: cheapest, lookupKey: PLANS[cheapest].priceLookupKey };
}
