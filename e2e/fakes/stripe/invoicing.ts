import { chargeRefusal } from "./cards";
import { need, type Store } from "./store";
import type { BillingReason, Invoice, InvoiceLine, Subscription } from "./types";

const retryAfterDays = [3, 5, 7];
const daySeconds = 86_400;

interface InvoiceInput {
  readonly customer: string;
  readonly subscription: Subscription | undefined;
  readonly lines: readonly InvoiceLine[];
  readonly reason: BillingReason;
  readonly period: { readonly start: number; readonly end: number };
}

/** An invoice that is not stored yet; `upcoming` stays that way. */
export function draftInvoice(store: Store, input: InvoiceInput): Invoice {
  const customer = need(store.data.customers, "customer", input.customer, "customer");
  const id = input.reason === "upcoming" ? store.newId("upcoming_in") : store.newId("in");
  const subtotal = input.lines.reduce((sum, line) => sum + line.amount, 0);
  const due = Math.max(0, subtotal + customer.balance);
  return {
    id,
    object: "invoice",
    created: store.now(),
    livemode: false,
    account_country: "US",
    account_name: "Portico",
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: due,
    amount_shipping: 0,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    billing_reason: input.reason,
    collection_method: "charge_automatically",
    currency: input.lines[0]?.currency ?? customer.currency ?? "usd",
    customer: customer.id,
    customer_email: customer.email,
    customer_name: customer.name,
    default_payment_method: null,
    description: null,
    due_date: null,
    ending_balance: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    lines: {
      object: "list",
      data: input.lines.map((line) => ({ ...line, invoice: id })),
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
    },
    metadata: {},
    next_payment_attempt: null,
    number: null,
    parent: {
      type: "subscription_details",
      quote_details: null,
      subscription_details: {
        metadata: input.subscription?.metadata ?? {},
        subscription: input.subscription?.id ?? null,
      },
    },
    period_end: input.period.end,
    period_start: input.period.start,
    starting_balance: customer.balance,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    total: subtotal,
    total_discount_amounts: [],
    total_taxes: [],
  };
}

/** Stores an invoice, numbers it and settles the customer's balance against it. */
export function finalizeInvoice(store: Store, input: InvoiceInput): Invoice {
  const invoice = draftInvoice(store, input);
  const customer = need(store.data.customers, "customer", input.customer, "customer");
  store.data.invoices[invoice.id] = invoice;
  store.emit("invoice.created", invoice);
  invoice.status = "open";
  invoice.number = `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, "0")}`;
  invoice.status_transitions.finalized_at = store.now();
  invoice.hosted_invoice_url = `${store.url}/i/${invoice.id}`;
  invoice.invoice_pdf = `${store.url}/i/${invoice.id}/pdf`;
  invoice.ending_balance = Math.min(0, invoice.total + customer.balance);
  customer.next_invoice_sequence += 1;
  customer.balance = invoice.ending_balance;
  customer.currency ??= invoice.currency;
  if (input.subscription !== undefined) input.subscription.latest_invoice = invoice.id;
  store.emit("invoice.finalized", invoice);
  return invoice;
}

/** The method a charge of this subscription would use. */
export function chargedMethod(
  store: Store,
  customerId: string,
  subscription: Subscription | undefined,
): string | null {
  return (
    subscription?.default_payment_method ??
    store.data.customers[customerId]?.invoice_settings.default_payment_method ??
    null
  );
}

function settle(store: Store, invoice: Invoice): void {
  invoice.status = "paid";
  invoice.amount_paid = invoice.amount_due;
  invoice.amount_remaining = 0;
  invoice.next_payment_attempt = null;
  invoice.status_transitions.paid_at = store.now();
  const customer = store.data.customers[invoice.customer];
  if (customer !== undefined) customer.delinquent = false;
}

/**
 * Tries to charge an open invoice once.
 *
 * Tells only of the invoice; what it means for the subscription is `afterPayment`'s.
 *
 * @returns why it failed, or undefined when it is paid
 */
export function attemptPayment(store: Store, invoice: Invoice, method: string | null): string | undefined {
  invoice.attempted = true;
  const refusal = invoice.amount_due === 0 ? undefined : chargeRefusal(store, method);
  if (invoice.amount_due > 0) invoice.attempt_count += 1;
  if (refusal === undefined) settle(store, invoice);
  else {
    const waitDays = retryAfterDays[invoice.attempt_count - 1];
    invoice.next_payment_attempt = waitDays === undefined ? null : store.now() + waitDays * daySeconds;
    const customer = store.data.customers[invoice.customer];
    if (customer !== undefined) customer.delinquent = true;
  }
  store.changed();
  return refusal;
}

/** Sends the events of a payment attempt, after the subscription has been brought in line with it. */
export function announcePayment(store: Store, invoice: Invoice): void {
  if (invoice.status === "paid") {
    store.emit("invoice.paid", invoice);
    store.emit("invoice.payment_succeeded", invoice);
    return;
  }
  store.emit("invoice.payment_failed", invoice);
}
