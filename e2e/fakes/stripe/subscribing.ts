import { chargeRefusal } from "./cards";
import { announcePayment, attemptPayment, chargedMethod, finalizeInvoice } from "./invoicing";
import { periodLines, prorationLines } from "./lines";
import { currentPeriod, periodEnd, setPeriod } from "./periods";
import { invalid, StripeProblem } from "./problem";
import type { Store } from "./store";
import type {
  BillingReason,
  Invoice,
  InvoiceLine,
  Metadata,
  MissingPaymentMethod,
  Price,
  Subscription,
  SubscriptionItem,
} from "./types";

export interface NewItem {
  readonly price: Price;
  readonly quantity: number;
  readonly metadata?: Metadata;
}

export interface NewSubscription {
  readonly customer: string;
  readonly items: readonly NewItem[];
  readonly trialEnd: number | undefined;
  readonly defaultPaymentMethod: string | null;
  readonly metadata: Metadata;
  readonly description: string | null;
  readonly missingPaymentMethod: MissingPaymentMethod;
  readonly cancelAtPeriodEnd: boolean;
  readonly paymentBehavior:
    | "allow_incomplete"
    | "default_incomplete"
    | "error_if_incomplete"
    | "pending_if_incomplete";
}

export type ProrationBehavior = "create_prorations" | "always_invoice" | "none";

/** Makes one item of a subscription. */
export function makeItem(
  store: Store,
  subscriptionId: string,
  item: NewItem,
  period: { readonly start: number; readonly end: number },
): SubscriptionItem {
  return {
    id: store.newId("si"),
    object: "subscription_item",
    created: store.now(),
    subscription: subscriptionId,
    billing_thresholds: null,
    current_period_end: period.end,
    current_period_start: period.start,
    discounts: [],
    metadata: item.metadata ?? {},
    price: structuredClone(item.price),
    quantity: item.quantity,
    tax_rates: [],
  };
}

/** Runs a change and sends `customer.subscription.updated` with what it changed. */
export function changeSubscription(store: Store, subscription: Subscription, change: () => void): void {
  const before: Record<string, unknown> = { ...structuredClone(subscription) };
  change();
  const after: Record<string, unknown> = { ...subscription };
  const previous = Object.fromEntries(
    Object.entries(before).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(after[key])),
  );
  store.changed();
  if (Object.keys(previous).length > 0) store.emit("customer.subscription.updated", subscription, previous);
}

function requireOneInterval(items: readonly NewItem[]): Price {
  const first = items[0];
  if (first === undefined) throw invalid("Missing required param: items.", "items", "parameter_missing");
  for (const { price } of items) {
    if (price.recurring === null)
      throw invalid(
        `The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`,
        "items",
      );
    if (price.recurring.interval !== first.price.recurring?.interval)
      throw invalid("Currently, all items on a subscription must have the same billing interval.", "items");
    if (!price.active)
      throw invalid(
        `The price specified is inactive. This field only accepts active prices.`,
        "items[0][price]",
        "resource_missing",
      );
  }
  return first.price;
}

/** Starts a subscription: trial or first invoice, charged at once. */
export function createSubscription(
  store: Store,
  input: NewSubscription,
): { readonly subscription: Subscription; readonly invoice: Invoice } {
  const price = requireOneInterval(input.items);
  const now = store.now();
  const trialEnd = input.trialEnd !== undefined && input.trialEnd > now ? input.trialEnd : undefined;
  const period = { start: now, end: trialEnd ?? periodEnd(now, price) };
  if (trialEnd === undefined && input.paymentBehavior === "error_if_incomplete") {
    const method = input.defaultPaymentMethod ?? chargedMethod(store, input.customer, undefined);
    const refused = chargeRefusal(store, method);
    if (refused !== undefined)
      throw new StripeProblem(402, "card_error", refused, {
        code: "card_declined",
        decline_code: "generic_decline",
      });
  }
  const id = store.newId("sub");
  const subscription: Subscription = {
    id,
    object: "subscription",
    created: now,
    livemode: false,
    automatic_tax: { enabled: false, liability: null, disabled_reason: null },
    billing_cycle_anchor: period.end,
    billing_mode: { type: "flexible" },
    cancel_at: input.cancelAtPeriodEnd ? period.end : null,
    cancel_at_period_end: input.cancelAtPeriodEnd,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, reason: null },
    collection_method: "charge_automatically",
    currency: price.currency,
    customer: input.customer,
    days_until_due: null,
    default_payment_method: input.defaultPaymentMethod,
    default_source: null,
    description: input.description,
    discounts: [],
    ended_at: null,
    items: {
      object: "list",
      data: input.items.map((item) => makeItem(store, id, item, period)),
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    metadata: input.metadata,
    next_pending_invoice_item_invoice: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: trialEnd === undefined ? "incomplete" : "trialing",
    test_clock: null,
    trial_end: trialEnd ?? null,
    trial_settings: { end_behavior: { missing_payment_method: input.missingPaymentMethod } },
    trial_start: trialEnd === undefined ? null : now,
  };
  store.data.subscriptions[id] = subscription;
  const lines = periodLines(store, subscription, subscription.items.data, period, trialEnd !== undefined);
  const invoice = finalizeInvoice(store, {
    customer: input.customer,
    subscription,
    lines,
    reason: "subscription_create",
    period,
  });
  const refusal = attemptPayment(store, invoice, chargedMethod(store, input.customer, subscription));
  if (refusal === undefined && trialEnd === undefined) subscription.status = "active";
  store.emit("customer.subscription.created", subscription);
  announcePayment(store, invoice);
  return { subscription, invoice };
}

/** Bills lines now and brings the subscription's state in line with how the charge went. */
export function billNow(
  store: Store,
  subscription: Subscription,
  linesAfter: () => readonly InvoiceLine[],
  reason: BillingReason,
  alsoChange: () => void = () => undefined,
): Invoice {
  const invoices: Invoice[] = [];
  changeSubscription(store, subscription, () => {
    alsoChange();
    const invoice = finalizeInvoice(store, {
      customer: subscription.customer,
      subscription,
      lines: linesAfter(),
      reason,
      period: currentPeriod(subscription),
    });
    const refusal = attemptPayment(store, invoice, chargedMethod(store, subscription.customer, subscription));
    if (refusal === undefined && (subscription.status === "trialing" || subscription.status === "paused"))
      subscription.status = "active";
    if (refusal !== undefined) subscription.status = "past_due";
    invoices.push(invoice);
  });
  const [invoice] = invoices;
  if (invoice === undefined) throw new StripeProblem(500, "api_error", "The invoice was not made.");
  announcePayment(store, invoice);
  return invoice;
}

/** Replaces a subscription's items, prorating as asked. */
export function replaceItems(
  store: Store,
  subscription: Subscription,
  items: readonly SubscriptionItem[],
  behavior: ProrationBehavior,
  at: number,
): void {
  const price = requireOneInterval(items);
  const before = subscription.items.data;
  const oldInterval = before[0]?.price.recurring?.interval;
  const lines =
    subscription.status === "trialing" || behavior === "none"
      ? []
      : prorationLines(store, subscription, before, items, at);
  const apply = () => {
    subscription.items.data.splice(0, subscription.items.data.length, ...items);
  };
  if (oldInterval !== price.recurring?.interval && subscription.status !== "trialing") {
    // A new interval starts a new cycle, which Stripe bills at once.
    const credits = lines.filter((line) => line.amount < 0);
    const newPeriod = () =>
      periodLines(store, subscription, subscription.items.data, currentPeriod(subscription), false);
    billNow(
      store,
      subscription,
      () => [...credits, ...newPeriod()],
      "subscription_update",
      () => {
        apply();
        setPeriod(subscription, at, periodEnd(at, price));
        subscription.billing_cycle_anchor = at;
      },
    );
    return;
  }
  if (behavior === "always_invoice" && lines.length > 0) {
    billNow(store, subscription, () => lines, "subscription_update", apply);
    return;
  }
  if (lines.length > 0)
    store.data.pendingLines[subscription.id] = [
      ...(store.data.pendingLines[subscription.id] ?? []),
      ...lines,
    ];
  changeSubscription(store, subscription, apply);
}

/** Takes the prorations waiting for the next invoice. */
export function takePending(store: Store, subscription: Subscription): InvoiceLine[] {
  const lines = store.data.pendingLines[subscription.id] ?? [];
  delete store.data.pendingLines[subscription.id];
  return lines;
}
