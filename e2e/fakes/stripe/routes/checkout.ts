import { z } from "zod";
import { type Api, endpoint } from "../api";
import { sessionLineItems } from "../expand";
import { expireSession } from "../lifecycle";
import { listPage } from "../list";
import { anything, flag, metadata, nothing, paging, quantity, text, whole } from "../params";
import { invalid, StripeProblem } from "../problem";
import { need, type Store } from "../store";
import type { CheckoutLine, CheckoutSession } from "../types";

const daySeconds = 86_400;

const trialSettings = z.strictObject({
  end_behavior: z.strictObject({ missing_payment_method: z.enum(["cancel", "create_invoice", "pause"]) }),
});
const subscriptionData = z.strictObject({
  description: text.optional(),
  metadata: metadata.optional(),
  trial_end: whole.optional(),
  trial_period_days: quantity.optional(),
  trial_settings: trialSettings.optional(),
  billing_mode: anything.optional(),
  billing_cycle_anchor: whole.optional(),
  proration_behavior: text.optional(),
});
const lineItem = z.strictObject({
  price: text.optional(),
  quantity: quantity.optional(),
  adjustable_quantity: anything.optional(),
  price_data: anything.optional(),
});
const newSession = z.strictObject({
  mode: z.enum(["subscription", "setup", "payment"]),
  success_url: text,
  cancel_url: text.optional(),
  customer: text.optional(),
  customer_email: text.optional(),
  client_reference_id: text.max(200).optional(),
  line_items: z.array(lineItem).optional(),
  metadata: metadata.optional(),
  subscription_data: subscriptionData.optional(),
  payment_method_collection: z.enum(["always", "if_required"]).optional(),
  payment_method_types: z.array(text).optional(),
  allow_promotion_codes: flag.optional(),
  automatic_tax: z.strictObject({ enabled: flag }).optional(),
  billing_address_collection: z.enum(["auto", "required"]).optional(),
  customer_update: anything.optional(),
  expires_at: whole.optional(),
  locale: text.optional(),
  tax_id_collection: anything.optional(),
  ui_mode: z.enum(["hosted", "hosted_page"]).optional(),
  currency: text.optional(),
  custom_text: anything.optional(),
  saved_payment_method_options: anything.optional(),
  setup_intent_data: anything.optional(),
  submit_type: text.optional(),
  consent_collection: anything.optional(),
});
type NewSession = z.output<typeof newSession>;

function readLines(store: Store, input: NewSession): CheckoutLine[] {
  if (input.mode === "setup") return [];
  if (input.line_items === undefined || input.line_items.length === 0)
    throw invalid("`line_items` is required in `subscription` mode.", "line_items", "parameter_missing");
  return input.line_items.map((line, index) => {
    const at = `line_items[${index}]`;
    if (line.price === undefined)
      throw invalid(
        `The local Stripe stand-in needs ${at}[price]; it has no inline price_data.`,
        `${at}[price]`,
        "parameter_missing",
      );
    const price = need(store.data.prices, "price", line.price, `${at}[price]`);
    if (price.recurring === null)
      throw invalid(
        "You must provide at least one recurring price in `subscription` mode when using prices.",
        at,
      );
    if (!price.active)
      throw invalid(
        `The price specified is inactive. This field only accepts active prices.`,
        `${at}[price]`,
      );
    if (line.quantity === undefined)
      throw invalid(
        `Quantity is required. Add \`quantity\` to \`${at}\``,
        `${at}[quantity]`,
        "parameter_missing",
      );
    if (line.quantity < 1)
      throw invalid(
        "This value must be greater than or equal to 1.",
        `${at}[quantity]`,
        "parameter_invalid_integer",
      );
    return { price: price.id, quantity: line.quantity };
  });
}

function requireAbsolute(url: string, param: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\/\S+$/i.test(url)) throw invalid("Not a valid URL", param, "url_invalid");
  return url;
}

function createSession(store: Store, input: NewSession): CheckoutSession {
  if (input.mode === "payment")
    throw invalid(
      "The local Stripe stand-in has no `payment` mode: Portico sells subscriptions only.",
      "mode",
    );
  if (input.customer !== undefined && input.customer_email !== undefined)
    throw invalid("You may only specify one of these parameters: customer, customer_email.", "customer");
  const customer =
    input.customer === undefined
      ? undefined
      : need(store.data.customers, "customer", input.customer, "customer");
  const lines = readLines(store, input);
  const now = store.now();
  const expiresAt = input.expires_at ?? now + daySeconds;
  if (expiresAt < now + 1700 || expiresAt > now + daySeconds + 60)
    throw invalid(
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
      "expires_at",
    );
  const trial = input.subscription_data;
  if (trial?.trial_end !== undefined && trial.trial_end < now + 2 * daySeconds - 60)
    throw invalid(
      "The `trial_end` date has to be at least 2 days in the future.",
      "subscription_data[trial_end]",
    );
  const id = store.newId("cs_test");
  const amount = lines.reduce(
    (sum, line) => sum + (store.data.prices[line.price]?.unit_amount ?? 0) * line.quantity,
    0,
  );
  const isTrial = trial?.trial_end !== undefined || trial?.trial_period_days !== undefined;
  const session: CheckoutSession = {
    id,
    object: "checkout.session",
    created: now,
    livemode: false,
    allow_promotion_codes: input.allow_promotion_codes ?? null,
    amount_subtotal: isTrial ? 0 : amount,
    amount_total: isTrial ? 0 : amount,
    automatic_tax: {
      enabled: input.automatic_tax?.enabled ?? false,
      liability: null,
      provider: null,
      status: null,
    },
    billing_address_collection: input.billing_address_collection ?? null,
    cancel_url: input.cancel_url === undefined ? null : requireAbsolute(input.cancel_url, "cancel_url"),
    client_reference_id: input.client_reference_id ?? null,
    currency: store.data.prices[lines[0]?.price ?? ""]?.currency ?? input.currency ?? null,
    custom_fields: [],
    customer: customer?.id ?? null,
    customer_creation: customer === undefined ? "always" : null,
    customer_details:
      customer === undefined && input.customer_email === undefined
        ? null
        : {
            address: null,
            email: customer?.email ?? input.customer_email ?? null,
            name: null,
            phone: null,
            tax_exempt: "none",
            tax_ids: [],
          },
    customer_email: input.customer_email ?? null,
    expires_at: expiresAt,
    invoice: null,
    locale: input.locale ?? null,
    metadata: input.metadata ?? {},
    mode: input.mode,
    payment_intent: null,
    payment_method_collection: input.payment_method_collection ?? "always",
    payment_method_types: input.payment_method_types ?? ["card"],
    payment_status: input.mode === "setup" ? "no_payment_required" : "unpaid",
    setup_intent: null,
    status: "open",
    subscription: null,
    success_url: requireAbsolute(input.success_url, "success_url"),
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: "hosted_page",
    url: `${store.url}/checkout/${id}`,
  };
  store.data.sessions[id] = session;
  store.data.sessionLines[id] = lines;
  store.data.sessionTrials[id] = {
    trialEnd: trial?.trial_end,
    trialDays: trial?.trial_period_days,
    missingPaymentMethod: trial?.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
    metadata: trial?.metadata ?? {},
    description: trial?.description ?? null,
  };
  return session;
}

/** `/v1/checkout/sessions` */
export function mountCheckout(api: Api): void {
  const { store } = api;
  const { sessions } = store.data;
  endpoint(api, "post", "/v1/checkout/sessions", newSession, ({ params }) => createSession(store, params));
  endpoint(
    api,
    "get",
    "/v1/checkout/sessions",
    z.strictObject({
      ...paging,
      customer: text.optional(),
      subscription: text.optional(),
      status: text.optional(),
    }),
    ({ params }) => {
      const rows = Object.values(sessions).filter(
        (one) =>
          (params.customer === undefined || one.customer === params.customer) &&
          (params.subscription === undefined || one.subscription === params.subscription) &&
          (params.status === undefined || one.status === params.status),
      );
      return listPage(rows, params, "/v1/checkout/sessions");
    },
  );
  endpoint(api, "get", "/v1/checkout/sessions/:id", nothing, ({ path }) =>
    need(sessions, "checkout.session", path("id")),
  );
  endpoint(api, "get", "/v1/checkout/sessions/:id/line_items", z.strictObject(paging), ({ path, params }) => {
    need(sessions, "checkout.session", path("id"));
    const list = sessionLineItems(store, path("id"));
    return listPage([...list.data].reverse(), params, list.url);
  });
  endpoint(api, "post", "/v1/checkout/sessions/:id/expire", nothing, ({ path }) => {
    const session = need(sessions, "checkout.session", path("id"));
    if (session.status !== "open") {
      throw new StripeProblem(
        400,
        "invalid_request_error",
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      );
    }
    expireSession(store, session);
    return session;
  });
}
