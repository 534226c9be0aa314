import { StripeProblem } from "./problem";
import type { Store } from "./store";
import type { PaymentMethod } from "./types";

interface Refusal {
  readonly code: string;
  readonly declineCode?: string;
  readonly message: string;
}

// Stripe's published test numbers.
const refusedAtOnce: Readonly<Record<string, Refusal>> = {
  "4000000000000002": {
    code: "card_declined",
    declineCode: "generic_decline",
    message: "Your card was declined.",
  },
  "4000000000009995": {
    code: "card_declined",
    declineCode: "insufficient_funds",
    message: "Your card has insufficient funds.",
  },
  "4000000000000069": { code: "expired_card", message: "Your card has expired." },
  "4000000000000127": { code: "incorrect_cvc", message: "Your card's security code is incorrect." },
  "4000000000000119": {
    code: "processing_error",
    message: "An error occurred while processing your card. Try again in a little bit.",
  },
};
const refusedWhenCharged = "4000000000000341";

const testMethods: Readonly<Record<string, string>> = {
  pm_card_visa: "4242424242424242",
  pm_card_mastercard: "5555555555554444",
  pm_card_chargeDeclined: "4000000000000002",
  pm_card_chargeCustomerFail: refusedWhenCharged,
};

function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return digits.length >= 13 && sum % 10 === 0;
}

function brandOf(digits: string): string {
  if (digits.startsWith("4")) return "visa";
  if (/^5[1-5]/.test(digits)) return "mastercard";
  return digits.startsWith("3") ? "amex" : "unknown";
}

function cardProblem(refusal: Refusal): StripeProblem {
  return new StripeProblem(402, "card_error", refusal.message, {
    code: refusal.code,
    ...(refusal.declineCode === undefined ? {} : { decline_code: refusal.declineCode }),
  });
}

/**
 * Takes a card as a pay page would.
 *
 * @throws StripeProblem 402 card_error when the number is one that declines
 */
export function createCard(
  store: Store,
  input: {
    readonly number: string;
    readonly customer: string | null;
    readonly name: string | null;
    readonly email: string | null;
  },
): PaymentMethod {
  const digits = input.number.replace(/\D/g, "");
  if (!passesLuhn(digits))
    throw cardProblem({ code: "incorrect_number", message: "Your card number is incorrect." });
  const refusal = refusedAtOnce[digits];
  if (refusal !== undefined) throw cardProblem(refusal);
  const method: PaymentMethod = {
    id: store.newId("pm"),
    object: "payment_method",
    created: store.now(),
    livemode: false,
    type: "card",
    allow_redisplay: "unspecified",
    billing_details: { address: null, email: input.email, name: input.name, phone: null, tax_id: null },
    card: {
      brand: brandOf(digits),
      country: "US",
      display_brand: brandOf(digits),
      exp_month: 12,
      exp_year: 2034,
      fingerprint: `fp${digits.slice(-8)}`,
      funding: "credit",
      last4: digits.slice(-4),
    },
    customer: input.customer,
    metadata: {},
  };
  store.data.paymentMethods[method.id] = method;
  store.data.cardNumbers[method.id] = digits;
  store.changed();
  if (method.customer !== null) store.emit("payment_method.attached", method);
  return method;
}

/** Stripe's `pm_card_…` test names become real payment methods when they are first used. */
export function resolveTestMethod(store: Store, id: string, customer: string): PaymentMethod | undefined {
  const number = testMethods[id];
  return number === undefined ? undefined : createCard(store, { number, customer, name: null, email: null });
}

/** Why a charge of this method fails now, or undefined when it goes through. */
export function chargeRefusal(store: Store, methodId: string | null): string | undefined {
  if (methodId === null) return "This customer has no attached payment method.";
  const number = store.data.cardNumbers[methodId];
  if (number === undefined) return `No such PaymentMethod: '${methodId}'`;
  if (number === refusedWhenCharged) return "Your card was declined.";
  return refusedAtOnce[number]?.message;
}
