import { z } from "zod";
import { type Api, endpoint } from "../api";
import { finalizeInvoice } from "../invoicing";
import { endSubscription, endTrial, setCancelAtPeriodEnd } from "../lifecycle";
import { listPage } from "../list";
import {
  anything,
  created,
  flag,
  isCreatedWithin,
  mergeMetadata,
  metadata,
  nothing,
  paging,
  quantity,
  text,
  whole,
} from "../params";
import { currentPeriod, setPeriod } from "../periods";
import { invalid, missing, StripeProblem } from "../problem";
import { need, type Store } from "../store";
import {
  changeSubscription,
  createSubscription,
  makeItem,
  type NewItem,
  replaceItems,
  takePending,
} from "../subscribing";
import type { Subscription, SubscriptionItem } from "../types";
import { needMethod } from "./customers";

const daySeconds = 86_400;

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
const trialSettings = z.strictObject({
  end_behavior: z.strictObject({ missing_payment_method: z.enum(["cancel", "create_invoice", "pause"]) }),
});
const cancellationDetails = z.strictObject({ comment: text.optional(), feedback: text.optional() });

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

function withDetails(
  subscription: Subscription,
  change: z.output<typeof cancellationDetails> | undefined,
): Subscription["cancellation_details"] {
  const before = subscription.cancellation_details;
  return {
    comment: change?.comment ?? before.comment,
    feedback: change?.feedback ?? before.feedback,
    reason: before.reason,
  };
}

function needRunning(store: Store, id: string): Subscription {
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

function mountItems(api: Api): void {
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

function listSubscriptions(api: Api): void {
  const { store } = api;
  endpoint(
    api,
    "get",
    "/v1/subscriptions",
    z.strictObject({
      ...paging,
      customer: text.optional(),
      price: text.optional(),
      status: text.optional(),
      created: created.optional(),
    }),
    ({ params }) => {
      const wanted = (one: Subscription) => {
        if (params.status === "all") return true;
        if (params.status === "ended") return one.ended_at !== null;
        return params.status === undefined
          ? one.status !== "canceled" && one.status !== "incomplete_expired"
          : one.status === params.status;
      };
      const rows = Object.values(store.data.subscriptions).filter(
        (one) =>
          wanted(one) &&
          (params.customer === undefined || one.customer === params.customer) &&
          (params.price === undefined || one.items.data.some((item) => item.price.id === params.price)) &&
          isCreatedWithin(one.created, params.created),
      );
      return listPage(rows, params, "/v1/subscriptions");
    },
  );
  endpoint(api, "get", "/v1/subscriptions/:id", nothing, ({ path }) =>
    need(store.data.subscriptions, "subscription", path("id")),
  );
}

/** `/v1/subscriptions` and `/v1/subscription_items` */
export function mountSubscriptions(api: Api): void {
  const { store } = api;
  listSubscriptions(api);
  mountItems(api);

  const shared = {
    items: z.array(itemInput).max(20).optional(),
    metadata: metadata.optional(),
    description: text.optional(),
    default_payment_method: text.optional(),
    cancel_at_period_end: flag.optional(),
    cancel_at: z.union([z.literal(""), whole]).optional(),
    trial_end: z.union([z.literal("now"), whole]).optional(),
    trial_settings: trialSettings.optional(),
    payment_behavior: z
      .enum(["allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete"])
      .optional(),
    proration_behavior: prorationBehavior.optional(),
    payment_settings: anything.optional(),
    automatic_tax: anything.optional(),
    off_session: flag.optional(),
    collection_method: z.literal("charge_automatically").optional(),
  };
  const forNew = z.strictObject({
    ...shared,
    customer: text,
    trial_period_days: quantity.optional(),
    billing_mode: anything.optional(),
  });
  endpoint(api, "post", "/v1/subscriptions", forNew, ({ params }) => {
    const customer = need(store.data.customers, "customer", params.customer, "customer");
    const method =
      params.default_payment_method === undefined
        ? null
        : needMethod(store, params.default_payment_method, customer.id, "default_payment_method").id;
    const explicit = typeof params.trial_end === "number" ? params.trial_end : undefined;
    const trialEnd =
      explicit ??
      (params.trial_period_days === undefined
        ? undefined
        : store.now() + params.trial_period_days * daySeconds);
    return createSubscription(store, {
      customer: customer.id,
      items: readNewItems(store, params.items ?? []),
      trialEnd,
      defaultPaymentMethod: method,
      metadata: params.metadata ?? {},
      description: params.description ?? null,
      missingPaymentMethod: params.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
      cancelAtPeriodEnd: params.cancel_at_period_end ?? false,
      paymentBehavior: params.payment_behavior ?? "allow_incomplete",
    }).subscription;
  });

  const change = z.strictObject({
    ...shared,
    cancellation_details: cancellationDetails.optional(),
    proration_date: whole.optional(),
  });
  endpoint(api, "post", "/v1/subscriptions/:id", change, ({ path, params }) => {
    const subscription = needRunning(store, path("id"));
    const { cancel_at: cancelAt, trial_end: trialEnd } = params;
    if (params.items !== undefined) {
      replaceItems(
        store,
        subscription,
        mergeItems(store, subscription, params.items),
        params.proration_behavior ?? "create_prorations",
        params.proration_date ?? store.now(),
      );
    }
    changeSubscription(store, subscription, () => {
      subscription.metadata = mergeMetadata(subscription.metadata, params.metadata);
      subscription.description = params.description ?? subscription.description;
      subscription.trial_settings = params.trial_settings ?? subscription.trial_settings;
      subscription.cancellation_details = withDetails(subscription, params.cancellation_details);
      if (params.default_payment_method !== undefined) {
        subscription.default_payment_method =
          params.default_payment_method === ""
            ? null
            : needMethod(
                store,
                params.default_payment_method,
                subscription.customer,
                "default_payment_method",
              ).id;
      }
      if (cancelAt !== undefined) subscription.cancel_at = cancelAt === "" ? null : cancelAt;
      if (typeof trialEnd === "number") {
        if (trialEnd <= store.now()) throw invalid("Invalid timestamp: must be in the future", "trial_end");
        subscription.trial_end = trialEnd;
        subscription.trial_start ??= store.now();
        subscription.status = "trialing";
        setPeriod(subscription, currentPeriod(subscription).start, trialEnd);
      }
    });
    if (trialEnd === "now" && subscription.status === "trialing") endTrial(store, subscription);
    if (
      params.cancel_at_period_end !== undefined &&
      params.cancel_at_period_end !== subscription.cancel_at_period_end
    )
      setCancelAtPeriodEnd(store, subscription, params.cancel_at_period_end);
    return subscription;
  });

  const cancel = z.strictObject({
    invoice_now: flag.optional(),
    prorate: flag.optional(),
    cancellation_details: cancellationDetails.optional(),
  });
  endpoint(api, "delete", "/v1/subscriptions/:id", cancel, ({ path, params }) => {
    const subscription = need(store.data.subscriptions, "subscription", path("id"));
    if (subscription.ended_at !== null) throw missing("subscription", subscription.id);
    subscription.cancellation_details = withDetails(subscription, params.cancellation_details);
    const pending = takePending(store, subscription);
    if (params.invoice_now === true && pending.length > 0) {
      finalizeInvoice(store, {
        customer: subscription.customer,
        subscription,
        lines: pending,
        reason: "subscription_update",
        period: currentPeriod(subscription),
      });
    }
    endSubscription(store, subscription, "cancellation_requested");
    return subscription;
  });
}
