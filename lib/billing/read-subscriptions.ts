import type Stripe from "stripe";
import type { Subscription } from "./model/subscription";
import { askStripe } from "./stripe-client";

const at = (seconds: number | null | undefined) =>
  seconds ? new Date(seconds * 1_000).toISOString() : undefined;

function toSubscription(one: Stripe.Subscription): Subscription {
  const ends = one.items.data.map((item) => item.current_period_end).filter((end) => typeof end === "number");
  return {
    id: one.id,
    status: one.status,
    cancelAtPeriodEnd: one.cancel_at_period_end,
    cancelAt: at(one.cancel_at),
    periodEnd: at(ends.length > 0 ? Math.min(...ends) : undefined),
    endedAt: at(one.ended_at),
    createdAt: new Date(one.created * 1_000).toISOString(),
    items: one.items.data.map((item) => ({
      id: item.id,
      lookupKey: item.price.lookup_key ?? undefined,
      quantity: item.quantity ?? 1,
      minor: item.price.unit_amount ?? 0,
      currency: item.price.currency,
      interval: item.price.recurring?.interval ?? "month",
    })),
  };
}

/** All subscriptions of a customer as Stripe has them now, ended ones included. */
export async function readSubscriptions(customerId: string): Promise<readonly Subscription[]> {
  const page = await askStripe("show the subscription", (client) =>
    client.subscriptions.list({ customer: customerId, status: "all", limit: 100 }),
  );
  return page.data.map(toSubscription);
}
