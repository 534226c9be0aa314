import { invalid } from "./problem";
import type { Store } from "./store";

type Tree = Record<string, unknown>;

/** True of what handlers return: JSON objects; arrays are handled before. */
function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function lookUp(store: Store, id: string): unknown {
  const { data } = store;
  const collections: readonly Readonly<Record<string, unknown>>[] = [
    data.customers,
    data.products,
    data.prices,
    data.paymentMethods,
    data.subscriptions,
    data.invoices,
    data.sessions,
  ];
  const rows = collections.find((one) => Object.hasOwn(one, id));
  return rows === undefined ? undefined : structuredClone(rows[id]);
}

/** Lists Stripe leaves out of an object until they are asked for. */
function includable(store: Store, parent: Tree, key: string): unknown {
  const id = String(parent.id);
  if (parent.object === "checkout.session" && key === "line_items") return sessionLineItems(store, id);
  if (parent.object === "customer" && key === "subscriptions") {
    const data = Object.values(store.data.subscriptions).filter(
      (one) => one.customer === id && one.ended_at === null,
    );
    return {
      object: "list",
      data: structuredClone(data).reverse(),
      has_more: false,
      url: `/v1/customers/${id}/subscriptions`,
    };
  }
  return undefined;
}

/** The lines of a pay page in the shape of `checkout.sessions.listLineItems`. */
export function sessionLineItems(
  store: Store,
  sessionId: string,
): { object: "list"; data: { id: string }[]; has_more: boolean; url: string } {
  const lines = store.data.sessionLines[sessionId] ?? [];
  const data = lines.map((line, index) => {
    const price = store.data.prices[line.price];
    const amount = (price?.unit_amount ?? 0) * line.quantity;
    const description = price === undefined ? null : (store.data.products[price.product]?.name ?? null);
    return {
      id: `li_${sessionId.slice(8)}_${index}`,
      object: "item",
      adjustable_quantity: null,
      amount_discount: 0,
      amount_subtotal: amount,
      amount_tax: 0,
      amount_total: amount,
      currency: price?.currency ?? "usd",
      description,
      metadata: {},
      price: price ?? null,
      quantity: line.quantity,
    };
  });
  return { object: "list", data, has_more: false, url: `/v1/checkout/sessions/${sessionId}/line_items` };
}

function expandPath(store: Store, target: unknown, path: readonly string[], whole: string): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (Array.isArray(target)) {
    for (const one of target) expandPath(store, one, path, whole);
    return;
  }
  if (!isTree(target)) return;
  const made = target[key] === undefined ? includable(store, target, key) : undefined;
  if (made !== undefined) target[key] = made;
  const value = target[key];
  if (value === undefined) throw invalid(`This property cannot be expanded (${key}).`, "expand");
  if (typeof value === "string") {
    const found = lookUp(store, value);
    if (found === undefined) throw invalid(`This property cannot be expanded (${key}).`, "expand");
    target[key] = found;
  } else if (rest.length === 0 && isTree(value) && value.object === undefined) {
    throw invalid(`This property cannot be expanded (${key}).`, "expand");
  }
  expandPath(store, target[key], rest, whole);
}

/** A copy of the answer with the ids named by `expand[]` replaced by what they name. */
export function expand(store: Store, answer: unknown, paths: readonly string[]): unknown {
  const copy = structuredClone(answer);
  for (const path of paths) expandPath(store, copy, path.split("."), path);
  return copy;
}
