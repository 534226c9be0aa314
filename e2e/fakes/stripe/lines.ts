import { currentPeriod } from "./periods";
import type { Store } from "./store";
import type { InvoiceLine, Subscription, SubscriptionItem } from "./types";

type Priced = Pick<SubscriptionItem, "id" | "price" | "quantity">;

interface LineInput {
  readonly subscription: string | null;
  readonly item: Priced;
  readonly amount: number;
  readonly proration: boolean;
  readonly description: string;
  readonly period: { readonly start: number; readonly end: number };
}

function makeLine(store: Store, input: LineInput): InvoiceLine {
  const { item } = input;
  return {
    id: store.newId("il"),
    object: "line_item",
    amount: input.amount,
    currency: item.price.currency,
    description: input.description,
    discountable: !input.proration,
    invoice: null,
    livemode: false,
    metadata: {},
    parent: {
      type: "subscription_item_details",
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: input.proration,
        proration_details: { credited_items: null },
        subscription: input.subscription,
        subscription_item: item.id,
      },
    },
    period: input.period,
    pricing: {
      type: "price_details",
      price_details: { price: item.price.id, product: item.price.product },
      unit_amount_decimal: item.price.unit_amount_decimal,
    },
    quantity: item.quantity,
    subscription: input.subscription,
    subtotal: input.amount,
  };
}

function money(cents: number): string {
  return `$${(cents / 100).toFixed(2)}`;
}

function productName(store: Store, item: Priced): string {
  return store.data.products[item.price.product]?.name ?? item.price.product;
}

/** One line per item for a whole period. */
export function periodLines(
  store: Store,
  subscription: Subscription | undefined,
  items: readonly Priced[],
  period: { readonly start: number; readonly end: number },
  free: boolean,
): InvoiceLine[] {
  return items.map((item) =>
    makeLine(store, {
      subscription: subscription?.id ?? null,
      item,
      period,
      proration: false,
      amount: free ? 0 : item.price.unit_amount * item.quantity,
      description: free
        ? `Trial period for ${productName(store, item)}`
        : `${item.quantity} × ${productName(store, item)} (at ${money(item.price.unit_amount)} / ${item.price.recurring?.interval ?? "once"})`,
    }),
  );
}

/** What a change in the middle of a period credits and charges, to the second. */
export function prorationLines(
  store: Store,
  subscription: Subscription,
  before: readonly Priced[],
  after: readonly Priced[],
  at: number,
): InvoiceLine[] {
  const { start, end } = currentPeriod(subscription);
  const share = end <= start ? 0 : Math.max(0, Math.min(1, (end - at) / (end - start)));
  const period = { start: at, end };
  const same = (a: Priced, b: Priced) =>
    a.id === b.id && a.price.id === b.price.id && a.quantity === b.quantity;
  const gone = before.filter((old) => !after.some((one) => same(old, one)));
  const come = after.filter((one) => !before.some((old) => same(old, one)));
  const line = (item: Priced, sign: 1 | -1, words: string) =>
    makeLine(store, {
      subscription: subscription.id,
      item,
      period,
      proration: true,
      amount: sign * Math.round(item.price.unit_amount * item.quantity * share),
      description: `${words} time on ${item.quantity} × ${productName(store, item)}`,
    });
  return [...gone.map((item) => line(item, -1, "Unused")), ...come.map((item) => line(item, 1, "Remaining"))];
}
