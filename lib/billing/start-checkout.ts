import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import { PLANS } from "@/lib/entitlements";
import { config } from "@/lib/platform/config";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Amount, findRegistered, formatAmount, formatMoney } from "@/lib/plugins";
import { ensureCustomer } from "./ensure-customer";
import { listPrices } from "./list-prices";
import { readSubscriptions } from "./read-subscriptions";
import { listSeats } from "./store/seat-store";
import { askStripe } from "./stripe-client";
import { syncCustomer } from "./sync-customer";

/** What is bought is named by its word; price and quantity are the server's business. */
export const startCheckoutInput = z.strictObject({
  buy: z.union([
    z.strictObject({ plan: z.enum(["team", "business"]) }),
    z.strictObject({ addon: z.string().max(60) }),
  ]),
  /** where to go on afterwards */
  plugin: z.string().max(60).optional(),
  /** the person has read what changing a running subscription costs */
  confirmed: z.boolean().default(false),
});
export type StartCheckoutInput = z.input<typeof startCheckoutInput>;

/** Where to go, or what to confirm first: nothing is charged by one click. */
export type CheckoutStep =
  | { readonly kind: "go"; readonly url: string }
  | { readonly kind: "confirm"; readonly says: string };

type Purchase = {
  readonly lookupKey: string;
  readonly priceId: string;
  readonly quantity: number;
  readonly amount: Amount;
};

async function purchaseOf(ctx: TenantContext, input: StartCheckoutInput): Promise<Purchase> {
  const plan = "addon" in input.buy ? findRegistered(input.buy.addon)?.manifest.plan : undefined;
  const lookupKey =
    "plan" in input.buy
      ? PLANS[input.buy.plan].priceLookupKey
      : plan && "addon" in plan
        ? plan.addon
        : undefined;
  if (!lookupKey) throw new AppError("not_found", "This is not for sale.");
  const prices = await listPrices();
  const price = prices?.get(lookupKey);
  if (!price)
    throw new AppError(
      "upstream_failed",
      "Stripe does not answer with the price just now. Nothing was charged; try again later.",
    );
  const seats = price.amount.perSeat ? Math.max(1, (await withTenantSql(ctx, listSeats)).length) : 1;
  return { lookupKey, priceId: price.id, quantity: seats, amount: price.amount };
}

/**
 * Where the browser pays. The price is chosen here by lookup key, the quantity is the number of seats.
 *
 * A double click and two tabs get the same page: an open one for the same thing is given again, any other is closed, and
 * parallel calls share one idempotency key. A running subscription is changed instead of doubled.
 *
 * @returns the address to go to: Stripe's page, or our waiting page when nothing is left to pay there
 * @throws AppError forbidden; conflict - it is bought already; upstream_failed - Stripe does not answer, nothing was charged
 */
export async function startCheckout(ctx: TenantContext, input: StartCheckoutInput): Promise<CheckoutStep> {
  requirePermission(ctx, "billing.manage");
  const purchase = await purchaseOf(ctx, input);
  const customer = await ensureCustomer(ctx);
  const waiting = waitingPage(ctx, input);
  const running = (await readSubscriptions(customer)).find((one) =>
    ["active", "trialing", "past_due", "unpaid"].includes(one.status),
  );
  if (running?.items.some((item) => item.lookupKey === purchase.lookupKey)) {
    await syncCustomer(ctx);
    throw new AppError(
      "conflict",
      "This is bought already. If it does not show, use “Sync now” on the billing page.",
    );
  }
  if (running && !input.confirmed) return { kind: "confirm", says: changeWords(purchase) };
  if (running) {
    await changeSubscription(
      running.id,
      running.items.find((item) => "plan" in input.buy && isPlanKey(item.lookupKey))?.id,
      purchase,
    );
    await syncCustomer(ctx);
    await audit(ctx, "billing.subscription.changed", purchase);
    return { kind: "go", url: waiting };
  }
  const url = await openSession(ctx, customer, purchase, waiting);
  await audit(ctx, "billing.checkout.started", purchase);
  return { kind: "go", url };
}

function changeWords({ amount, quantity }: Purchase): string {
  const total = `${formatMoney(amount.minor * quantity, amount.currency)} per ${amount.interval}`;
  return `Your subscription changes now to ${formatAmount(amount)}${amount.perSeat ? `, ${total} for ${quantity} seat${quantity === 1 ? "" : "s"}` : ""}. The difference for the rest of the period comes with the next invoice.`;
}

const isPlanKey = (key: string | undefined) =>
  Object.values(PLANS).some((plan) => plan.priceLookupKey !== undefined && plan.priceLookupKey === key);

async function audit(ctx: TenantContext, action: string, { lookupKey, quantity }: Purchase): Promise<void> {
  await withTenantSql(ctx, (db) =>
    recordAudit(db, ctx, { action, target: ctx.tenantId, after: { lookupKey, quantity } }),
  );
}

function waitingPage(ctx: TenantContext, input: StartCheckoutInput): string {
  const want = "plan" in input.buy ? input.buy.plan : input.buy.addon;
  const query = new URLSearchParams({ want, ...(input.plugin ? { plugin: input.plugin } : {}) });
  return `${config().PORTICO_URL}/${ctx.slug}/settings/billing/return?${query}`;
}

async function openSession(
  ctx: TenantContext,
  customer: string,
  purchase: Purchase,
  waiting: string,
): Promise<string> {
  const sessions = await askStripe("open its payment page", (client) =>
    client.checkout.sessions.list({ customer, limit: 20 }),
  );
  for (const session of sessions.data.filter((one) => one.status === "open")) {
    const same =
      session.metadata?.lookup_key === purchase.lookupKey &&
      session.metadata.quantity === String(purchase.quantity) &&
      session.success_url === waiting;
    if (same && session.url) return session.url;
    await askStripe("close an older payment page", (client) => client.checkout.sessions.expire(session.id));
  }
  const metadata = {
    tenant: ctx.tenantId,
    lookup_key: purchase.lookupKey,
    quantity: String(purchase.quantity),
  };
  const latest = sessions.data[0]?.id ?? "first";
  const made = await askStripe("open its payment page", (client) =>
    client.checkout.sessions.create(
      {
        mode: "subscription",
        customer,
        client_reference_id: ctx.tenantId,
        line_items: [{ price: purchase.priceId, quantity: purchase.quantity }],
        success_url: waiting,
        cancel_url: waiting.replace("/billing/return", "/billing"),
        metadata,
        subscription_data: { metadata: { tenant: ctx.tenantId } },
      },
      // Two calls at the same moment see the same latest session, so they are one to Stripe.
      {
        idempotencyKey:
          `checkout:${ctx.tenantId}:${purchase.priceId}:${purchase.quantity}:${latest}:${waiting}`.slice(
            0,
            255,
          ),
      },
    ),
  );
  if (!made.url)
    throw new AppError(
      "upstream_failed",
      "Stripe opened no payment page. Nothing was charged; try again later.",
    );
  return made.url;
}

async function changeSubscription(id: string, itemId: string | undefined, purchase: Purchase): Promise<void> {
  const item = { ...(itemId ? { id: itemId } : {}), price: purchase.priceId, quantity: purchase.quantity };
  await askStripe("change the subscription", (client) =>
    client.subscriptions.update(id, { items: [item], proration_behavior: "create_prorations" }),
  );
}
