import { announcePayment, attemptPayment, chargedMethod } from "./invoicing";
import { periodLines } from "./lines";
import { currentPeriod, periodEnd, setPeriod } from "./periods";
import { need, type Store } from "./store";
import { billNow, changeSubscription, takePending } from "./subscribing";
import type { CheckoutSession, Invoice, Subscription } from "./types";

/** Ends a subscription for good and tells of it. */
export function endSubscription(
  store: Store,
  subscription: Subscription,
  reason: string,
  status: "canceled" | "incomplete_expired" = "canceled",
): void {
  subscription.status = status;
  subscription.ended_at = store.now();
  subscription.canceled_at ??= store.now();
  subscription.cancel_at_period_end = false;
  subscription.cancellation_details = {
    ...subscription.cancellation_details,
    reason: subscription.cancellation_details.reason ?? reason,
  };
  for (const invoice of Object.values(store.data.invoices)) {
    if (invoice.parent.subscription_details.subscription === subscription.id)
      invoice.next_payment_attempt = null;
  }
  store.changed();
  store.emit(
    status === "canceled" ? "customer.subscription.deleted" : "customer.subscription.updated",
    subscription,
  );
}

/** Sets or lifts the end at the current period's close. */
export function setCancelAtPeriodEnd(store: Store, subscription: Subscription, cancel: boolean): void {
  changeSubscription(store, subscription, () => {
    subscription.cancel_at_period_end = cancel;
    subscription.cancel_at = cancel ? currentPeriod(subscription).end : null;
    subscription.canceled_at = cancel ? store.now() : null;
    subscription.cancellation_details = {
      ...subscription.cancellation_details,
      reason: cancel ? "cancellation_requested" : null,
    };
  });
}

/** Ends a trial now: bills, pauses or cancels, as the subscription was told. */
export function endTrial(store: Store, subscription: Subscription): void {
  const method = chargedMethod(store, subscription.customer, subscription);
  const behavior = subscription.trial_settings.end_behavior.missing_payment_method;
  if (method === null && behavior === "cancel") endSubscription(store, subscription, "payment_failed");
  else if (method === null && behavior === "pause") {
    changeSubscription(store, subscription, () => {
      subscription.status = "paused";
      subscription.trial_end = store.now();
    });
  } else renew(store, subscription);
}

function renew(store: Store, subscription: Subscription): void {
  const price = subscription.items.data[0]?.price;
  if (price === undefined) return;
  const start = store.now();
  const lines = () => [
    ...takePending(store, subscription),
    ...periodLines(store, subscription, subscription.items.data, currentPeriod(subscription), false),
  ];
  const moveOn = () => {
    const wasTrial = subscription.status === "trialing";
    if (wasTrial) {
      subscription.trial_end = start;
      subscription.billing_cycle_anchor = start;
    }
    setPeriod(subscription, start, periodEnd(start, price));
  };
  if (subscription.status === "unpaid") changeSubscription(store, subscription, moveOn);
  else billNow(store, subscription, lines, "subscription_cycle", moveOn);
}

/** A new period begins, or the subscription ends if it was to. */
export function closePeriod(store: Store, subscription: Subscription): void {
  if (
    subscription.cancel_at_period_end ||
    (subscription.cancel_at !== null && subscription.cancel_at <= store.now())
  ) {
    endSubscription(store, subscription, "cancellation_requested");
  } else if (subscription.status === "trialing") endTrial(store, subscription);
  else renew(store, subscription);
}

/**
 * Charges an open invoice again: by Stripe's own retries, `invoices.pay`, or the invoice's page.
 *
 * @returns why it failed, or undefined when it is paid
 */
export function payInvoice(store: Store, invoice: Invoice, method?: string): string | undefined {
  const subscriptionId = invoice.parent.subscription_details.subscription;
  const subscription =
    subscriptionId === null ? undefined : need(store.data.subscriptions, "subscription", subscriptionId);
  const refusal = attemptPayment(
    store,
    invoice,
    method ?? chargedMethod(store, invoice.customer, subscription),
  );
  if (subscription !== undefined && subscription.ended_at === null) {
    const gaveUp =
      refusal !== undefined && subscription.status === "past_due" && invoice.next_payment_attempt === null;
    if (refusal === undefined) {
      changeSubscription(store, subscription, () => {
        if (["past_due", "unpaid", "incomplete"].includes(subscription.status))
          subscription.status = "active";
      });
    } else if (gaveUp && store.data.afterRetries === "cancel") {
      endSubscription(store, subscription, "payment_failed");
    } else if (gaveUp) {
      changeSubscription(store, subscription, () => {
        subscription.status = "unpaid";
      });
    }
  }
  announcePayment(store, invoice);
  return refusal;
}

/** Closes a pay page nobody finished. */
export function expireSession(store: Store, session: CheckoutSession): void {
  session.status = "expired";
  session.url = null;
  store.changed();
  store.emit("checkout.session.expired", session);
}
