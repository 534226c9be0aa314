import { z } from "zod";
import { type Api, endpoint } from "../api";
import { listPage } from "../list";
import { flag, metadata, nothing, paging, quantity, text, whole } from "../params";
import { missing } from "../problem";
import { need } from "../store";
import { replaceItems } from "../subscribing";
import type { Subscription } from "../types";
import { mergeItems, needRunning, prorationBehavior } from "./item-input";

/** `/v1/subscription_items` */
export function mountSubscriptionItems(api: Api): void {
  const { store } = api;
  const rows = () => Object.values(store.data.subscriptions).flatMap((one) => one.items.data);
  const ownerOf = (itemId: string): Subscription => {
    const item = rows().find((one) => one.id === itemId);
    if (item === undefined) throw missing("subscription_item", itemId);
    return needRunning(store, item.subscription);
  };
  const fields = {
    price: text.optional(),
    quantity: quantity.optional(),
    metadata: metadata.optional(),
    proration_behavior: prorationBehavior.optional(),
    proration_date: whole.optional(),
    payment_behavior: text.optional(),
  };
  const find = (id: string) => rows().find((one) => one.id === id);

  endpoint(
    api,
    "get",
    "/v1/subscription_items",
    z.strictObject({ ...paging, subscription: text }),
    ({ params }) =>
      listPage(
        [
          ...need(store.data.subscriptions, "subscription", params.subscription, "subscription").items.data,
        ].reverse(),
        params,
        "/v1/subscription_items",
      ),
  );
  endpoint(
    api,
    "post",
    "/v1/subscription_items",
    z.strictObject({ ...fields, subscription: text }),
    ({ params }) => {
      const subscription = needRunning(store, params.subscription);
      const items = mergeItems(store, subscription, [
        { price: params.price, quantity: params.quantity, metadata: params.metadata },
      ]);
      replaceItems(
        store,
        subscription,
        items,
        params.proration_behavior ?? "create_prorations",
        params.proration_date ?? store.now(),
      );
      return subscription.items.data.at(-1);
    },
  );
  endpoint(
    api,
    "get",
    "/v1/subscription_items/:id",
    nothing,
    ({ path }) => find(path("id")) ?? ownerOf(path("id")),
  );
  endpoint(api, "post", "/v1/subscription_items/:id", z.strictObject(fields), ({ path, params }) => {
    const subscription = ownerOf(path("id"));
    const items = mergeItems(store, subscription, [
      { id: path("id"), price: params.price, quantity: params.quantity, metadata: params.metadata },
    ]);
    replaceItems(
      store,
      subscription,
      items,
      params.proration_behavior ?? "create_prorations",
      params.proration_date ?? store.now(),
    );
    return find(path("id"));
  });
  endpoint(
    api,
    "delete",
    "/v1/subscription_items/:id",
    z.strictObject({
      proration_behavior: prorationBehavior.optional(),
      proration_date: whole.optional(),
      clear_usage: flag.optional(),
    }),
    ({ path, params }) => {
      const subscription = ownerOf(path("id"));
      replaceItems(
        store,
        subscription,
        mergeItems(store, subscription, [{ id: path("id"), deleted: true }]),
        params.proration_behavior ?? "create_prorations",
        params.proration_date ?? store.now(),
      );
      return { id: path("id"), object: "subscription_item", deleted: true };
    },
  );
}
