import { z } from "zod";
import { flag, mergeMetadata, metadata, quantity, text } from "../params";
import { currentPeriod } from "../periods";
import { invalid, missing, StripeProblem } from "../problem";
import { need, type Store } from "../store";
import { makeItem, type NewItem } from "../subscribing";
import type { Subscription, SubscriptionItem } from "../types";

export const itemInput = z.strictObject({
  id: text.optional(),
  price: text.optional(),
  quantity: quantity.optional(),
  metadata: metadata.optional(),
  deleted: flag.optional(),
  clear_usage: flag.optional(),
});
export type ItemInput = z.output<typeof itemInput>;
export const prorationBehavior = z.enum(["create_prorations", "always_invoice", "none"]);

function readPrice(store: Store, id: string | undefined, param: string) {
  if (id === undefined) throw invalid(`Missing required param: ${param}.`, param, "parameter_missing");
  return need(store.data.prices, "price", id, param);
}

/** New items as a request gives them. */
export function readNewItems(store: Store, items: readonly ItemInput[]): NewItem[] {
  return items.map((item, index) => ({
    price: readPrice(store, item.price, `items[${index}][price]`),
    quantity: item.quantity ?? 1,
    metadata: item.metadata ?? {},
  }));
}

/** The items a subscription would have after `changes`: by id changed or deleted, without id added. */
export function mergeItems(
  store: Store,
  subscription: Subscription,
  changes: readonly ItemInput[],
): SubscriptionItem[] {
  const items = subscription.items.data.map((item) => structuredClone(item));
  for (const [index, change] of changes.entries()) {
    if (change.id === undefined) {
      const price = readPrice(store, change.price, `items[${index}][price]`);
      if (items.some((item) => item.price.id === price.id)) {
        throw invalid(
          `The price specified is already used by an existing Subscription Item: \`${price.id}\` is already subscribed to.`,
          `items[${index}][price]`,
        );
      }
      items.push(
        makeItem(
          store,
          subscription.id,
          { price, quantity: change.quantity ?? 1, metadata: change.metadata ?? {} },
          currentPeriod(subscription),
        ),
      );
      continue;
    }
    const at = items.findIndex((item) => item.id === change.id);
    const item = items[at];
    if (item === undefined) throw missing("subscription item", change.id, `items[${index}][id]`);
    if (change.deleted === true) items.splice(at, 1);
    if (change.price !== undefined)
      item.price = structuredClone(readPrice(store, change.price, `items[${index}][price]`));
    item.quantity = change.quantity ?? item.quantity;
    item.metadata = mergeMetadata(item.metadata, change.metadata);
  }
  if (items.length === 0)
    throw invalid(
      "A subscription must have at least one active plan. To cancel the subscription, please use the cancel API endpoint on the subscription.",
      "items",
    );
  return items;
}

/** A subscription that may still be changed. */
export function needRunning(store: Store, id: string): Subscription {
  const subscription = need(store.data.subscriptions, "subscription", id);
  if (subscription.ended_at !== null) {
    throw new StripeProblem(
      400,
      "invalid_request_error",
      "A canceled subscription can only update its cancellation_details and metadata.",
    );
  }
  return subscription;
}
