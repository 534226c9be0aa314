import type { Price, Subscription } from "./types";

const daySeconds = 86_400;

/** The end of a billing period that starts at `start`, months counted as Stripe counts them: 31 Jan + 1 month = 28 Feb. */
export function periodEnd(start: number, price: Price): number {
  const count = price.recurring?.interval_count ?? 1;
  const interval = price.recurring?.interval ?? "month";
  if (interval === "day") return start + count * daySeconds;
  if (interval === "week") return start + count * 7 * daySeconds;
  const months = interval === "year" ? 12 * count : count;
  const from = new Date(start * 1000);
  const to = new Date(start * 1000);
  to.setUTCDate(1);
  to.setUTCMonth(from.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth() + 1, 0)).getUTCDate();
  to.setUTCDate(Math.min(from.getUTCDate(), lastDay));
  return Math.floor(to.getTime() / 1000);
}

/** The subscription's current period; all its items share one. */
export function currentPeriod(subscription: Subscription): { readonly start: number; readonly end: number } {
  const item = subscription.items.data[0];
  return {
    start: item?.current_period_start ?? subscription.created,
    end: item?.current_period_end ?? subscription.created,
  };
}

/** Moves every item to a new period. */
export function setPeriod(subscription: Subscription, start: number, end: number): void {
  for (const item of subscription.items.data) {
    item.current_period_start = start;
    item.current_period_end = end;
  }
}
