import { chargeRefusal, createCard } from "./cards";
import { chargedMethod } from "./invoicing";
import { StripeProblem } from "./problem";
import { createCustomer } from "./routes/customers";
import { need, type Store } from "./store";
import { createSubscription } from "./subscribing";
import type { CheckoutSession, Customer } from "./types";

const daySeconds = 86_400;

export interface Payment {
  readonly email: string;
  readonly name: string;
  readonly card: string;
}

function customerOf(store: Store, session: CheckoutSession, payment: Payment): Customer {
  if (session.customer !== null) return need(store.data.customers, "customer", session.customer);
  const customer = createCustomer(store, {
    email: payment.email,
    name: payment.name === "" ? null : payment.name,
    metadata: {},
  });
  store.emit("customer.created", customer);
  return customer;
}

/** When the trial this session promised would end, counted from now. */
export function trialEndOf(store: Store, session: CheckoutSession): number | undefined {
  const trial = store.data.sessionTrials[session.id];
  return (
    trial?.trialEnd ??
    (trial?.trialDays === undefined ? undefined : store.now() + trial.trialDays * daySeconds)
  );
}

/** Whether the pay page must ask for a card at all. */
export function needsCard(store: Store, session: CheckoutSession): boolean {
  return (
    session.mode === "setup" ||
    session.payment_method_collection === "always" ||
    trialEndOf(store, session) === undefined
  );
}

/**
 * Pays a session: card, customer, subscription, first invoice, and the events of each.
 *
 * A declined card leaves nothing behind, so that the next card meets the same open session.
 *
 * @throws StripeProblem 402 card_error with the words for the payer
 */
export function paySession(store: Store, session: CheckoutSession, payment: Payment): void {
  const method = needsCard(store, session)
    ? createCard(store, { number: payment.card, customer: null, name: payment.name, email: payment.email })
    : undefined;
  const refusal =
    method === undefined || session.mode === "setup" || trialEndOf(store, session) !== undefined
      ? undefined
      : chargeRefusal(store, method.id);
  if (refusal !== undefined) throw new StripeProblem(402, "card_error", refusal, { code: "card_declined" });
  const customer = customerOf(store, session, payment);
  if (method !== undefined) {
    method.customer = customer.id;
    store.emit("payment_method.attached", method);
  }
  if (session.mode === "subscription")
    subscribe(store, session, customer, method?.id ?? chargedMethod(store, customer.id, undefined));
  if (session.mode === "setup" && method !== undefined)
    customer.invoice_settings.default_payment_method = method.id;
  session.customer = customer.id;
  session.customer_details = {
    address: null,
    email: customer.email ?? payment.email,
    name: payment.name,
    phone: null,
    tax_exempt: "none",
    tax_ids: [],
  };
  session.status = "complete";
  session.url = null;
  store.changed();
  store.emit("checkout.session.completed", session);
}

function subscribe(store: Store, session: CheckoutSession, customer: Customer, method: string | null): void {
  const trial = store.data.sessionTrials[session.id];
  const trialEnd = trialEndOf(store, session);
  const items = (store.data.sessionLines[session.id] ?? []).map((line) => ({
    price: need(store.data.prices, "price", line.price),
    quantity: line.quantity,
  }));
  const { subscription, invoice } = createSubscription(store, {
    customer: customer.id,
    items,
    trialEnd,
    defaultPaymentMethod: method,
    metadata: trial?.metadata ?? {},
    description: trial?.description ?? null,
    missingPaymentMethod: trial?.missingPaymentMethod ?? "create_invoice",
    cancelAtPeriodEnd: false,
    paymentBehavior: "error_if_incomplete",
  });
  session.subscription = subscription.id;
  session.invoice = invoice.id;
  session.payment_status = trialEnd === undefined ? "paid" : "no_payment_required";
}
