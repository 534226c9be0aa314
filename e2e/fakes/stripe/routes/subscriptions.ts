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
import { invalid, missing } from "../problem";
import { need } from "../store";
import { changeSubscription, createSubscription, replaceItems, takePending } from "../subscribing";
import type { Subscription } from "../types";
import { needMethod } from "./customers";
import { itemInput, mergeItems, needRunning, prorationBehavior, readNewItems } from "./item-input";

const daySeconds = 86_400;

const trialSettings = z.strictObject({
  end_behavior: z.strictObject({ missing_payment_method: z.enum(["cancel", "create_invoice", "pause"]) }),
});
const cancellationDetails = z.strictObject({ comment: text.optional(), feedback: text.optional() });

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

/** `/v1/subscriptions` */
export function mountSubscriptions(api: Api): void {
  const { store } = api;
  listSubscriptions(api);

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
