import { closePeriod, endSubscription, expireSession, payInvoice } from "./lifecycle";
import { currentPeriod } from "./periods";
import type { Store } from "./store";
import type { Subscription } from "./types";

interface Due {
  readonly at: number;
  readonly run: () => void;
}

const daySeconds = 86_400;
const incompleteLifeSeconds = 23 * 3600;
const runningStatuses = ["trialing", "active", "past_due", "unpaid"];

function subscriptionDue(store: Store, subscription: Subscription): Due[] {
  if (subscription.status === "incomplete") {
    return [
      {
        at: subscription.created + incompleteLifeSeconds,
        run: () => endSubscription(store, subscription, "payment_failed", "incomplete_expired"),
      },
    ];
  }
  if (!runningStatuses.includes(subscription.status)) return [];
  const period = currentPeriod(subscription);
  const end = subscription.cancel_at === null ? period.end : Math.min(subscription.cancel_at, period.end);
  const due: Due[] = [{ at: end, run: () => closePeriod(store, subscription) }];
  const warned = store.data.trialNotices.includes(subscription.id);
  if (subscription.status === "trialing" && subscription.trial_end !== null && !warned) {
    const warn = () => {
      store.data.trialNotices.push(subscription.id);
      store.emit("customer.subscription.trial_will_end", subscription);
    };
    due.push({ at: Math.max(subscription.created, subscription.trial_end - 3 * daySeconds), run: warn });
  }
  return due;
}

function nextDue(store: Store): Due | undefined {
  const all: Due[] = [];
  for (const subscription of Object.values(store.data.subscriptions))
    all.push(...subscriptionDue(store, subscription));
  for (const invoice of Object.values(store.data.invoices)) {
    if (invoice.status === "open" && invoice.next_payment_attempt !== null)
      all.push({ at: invoice.next_payment_attempt, run: () => void payInvoice(store, invoice) });
  }
  for (const session of Object.values(store.data.sessions)) {
    if (session.status === "open")
      all.push({ at: session.expires_at, run: () => expireSession(store, session) });
  }
  return all.sort((a, b) => a.at - b.at)[0];
}

/**
 * Moves the double's time to `target`, living through everything in between in order.
 *
 * @param target - unix seconds; the past changes nothing
 * @returns how many things happened
 */
export function runUntil(store: Store, target: number): number {
  let happened = 0;
  for (
    let due = nextDue(store);
    due !== undefined && due.at <= target && happened < 10_000;
    due = nextDue(store)
  ) {
    if (due.at > store.now()) store.setNow(due.at);
    due.run();
    happened += 1;
  }
  if (target > store.now()) store.setNow(target);
  return happened;
}
