import { priceOf } from "@/lib/billing";
import { cheapestPlanWith, PLANS } from "@/lib/entitlements";
import type { Manifest } from "@/lib/plugin-sdk";
import { formatAmount, type Price } from "@/lib/plugins";

/** "Free", "Team", "Add-on": what a plugin comes with. */
export function planTitle({ plan }: Manifest): string {
  return "addon" in plan ? "Add-on" : PLANS[cheapestPlanWith(plan.tier)].title;
}

/** The name of what opens a lock. */
export function priceTitle(price: Price): string {
  return price.kind === "plan" ? PLANS[price.plan].title : "Add-on";
}

/** "$12 per seat and month", or that the till does not say. */
export async function priceWords(price: Price): Promise<string> {
  if (price.lookupKey === undefined) return "by agreement";
  const amount = await priceOf(price.lookupKey);
  return amount ? formatAmount(amount) : "price unavailable just now";
}
