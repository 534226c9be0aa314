// The wire shapes of API 2026-10-28.endive, as far as the portal or its tests look.

export type Metadata = Record<string, string>;

export interface List<T> {
  readonly object: "list";
  readonly data: T[];
  readonly has_more: boolean;
  readonly url: string;
}

export interface Customer {
  readonly id: string;
  readonly object: "customer";
  readonly created: number;
  readonly livemode: false;
  address: unknown;
  balance: number;
  currency: string | null;
  default_source: null;
  delinquent: boolean;
  description: string | null;
  email: string | null;
  invoice_prefix: string;
  invoice_settings: {
    custom_fields: null;
    default_payment_method: string | null;
    footer: null;
    rendering_options: null;
  };
  metadata: Metadata;
  name: string | null;
  next_invoice_sequence: number;
  phone: string | null;
  preferred_locales: string[];
  shipping: null;
  tax_exempt: "none";
  test_clock: null;
}

export interface Product {
  readonly id: string;
  readonly object: "product";
  readonly created: number;
  readonly livemode: false;
  active: boolean;
  default_price: string | null;
  description: string | null;
  images: string[];
  marketing_features: unknown[];
  metadata: Metadata;
  name: string;
  package_dimensions: null;
  shippable: null;
  statement_descriptor: string | null;
  tax_code: string | null;
  tax_details: null;
  type: "service";
  unit_label: string | null;
  updated: number;
  url: string | null;
}

export type Interval = "day" | "week" | "month" | "year";

export interface Price {
  readonly id: string;
  readonly object: "price";
  readonly created: number;
  readonly livemode: false;
  active: boolean;
  billing_scheme: "per_unit";
  currency: string;
  custom_unit_amount: null;
  lookup_key: string | null;
  metadata: Metadata;
  nickname: string | null;
  product: string;
  recurring: {
    interval: Interval;
    interval_count: number;
    meter: null;
    trial_period_days: null;
    usage_type: "licensed";
  } | null;
  tax_behavior: "unspecified" | "exclusive" | "inclusive";
  tiers_mode: null;
  transform_quantity: null;
  type: "recurring" | "one_time";
  unit_amount: number;
  unit_amount_decimal: string;
}

export interface PaymentMethod {
  readonly id: string;
  readonly object: "payment_method";
  readonly created: number;
  readonly livemode: false;
  readonly type: "card";
  allow_redisplay: "unspecified";
  billing_details: { address: unknown; email: string | null; name: string | null; phone: null; tax_id: null };
  card: {
    brand: string;
    country: string;
    display_brand: string;
    exp_month: number;
    exp_year: number;
    fingerprint: string;
    funding: "credit";
    last4: string;
  };
  customer: string | null;
  metadata: Metadata;
}

export interface SubscriptionItem {
  readonly id: string;
  readonly object: "subscription_item";
  readonly created: number;
  readonly subscription: string;
  billing_thresholds: null;
  current_period_end: number;
  current_period_start: number;
  discounts: unknown[];
  metadata: Metadata;
  price: Price;
  quantity: number;
  tax_rates: unknown[];
}

export type SubscriptionStatus =
  | "incomplete"
  | "incomplete_expired"
  | "trialing"
  | "active"
  | "past_due"
  | "unpaid"
  | "paused"
  | "canceled";

export type MissingPaymentMethod = "cancel" | "create_invoice" | "pause";

export interface Subscription {
  readonly id: string;
  readonly object: "subscription";
  readonly created: number;
  readonly livemode: false;
  automatic_tax: { enabled: boolean; liability: null; disabled_reason: null };
  billing_cycle_anchor: number;
  billing_mode: { type: "flexible" };
  cancel_at: number | null;
  cancel_at_period_end: boolean;
  canceled_at: number | null;
  cancellation_details: { comment: string | null; feedback: string | null; reason: string | null };
  collection_method: "charge_automatically";
  currency: string;
  customer: string;
  days_until_due: null;
  default_payment_method: string | null;
  default_source: null;
  description: string | null;
  discounts: unknown[];
  ended_at: number | null;
  items: List<SubscriptionItem>;
  latest_invoice: string | null;
  metadata: Metadata;
  next_pending_invoice_item_invoice: null;
  pause_collection: null;
  payment_settings: {
    payment_method_options: null;
    payment_method_types: null;
    save_default_payment_method: "off";
  };
  pending_setup_intent: null;
  pending_update: null;
  schedule: null;
  start_date: number;
  status: SubscriptionStatus;
  test_clock: null;
  trial_end: number | null;
  trial_settings: { end_behavior: { missing_payment_method: MissingPaymentMethod } };
  trial_start: number | null;
}

export interface InvoiceLine {
  readonly id: string;
  readonly object: "line_item";
  readonly amount: number;
  readonly currency: string;
  readonly description: string;
  readonly discountable: boolean;
  readonly invoice: string | null;
  readonly livemode: false;
  readonly metadata: Metadata;
  readonly parent: unknown;
  readonly period: { readonly start: number; readonly end: number };
  readonly pricing: {
    readonly type: "price_details";
    readonly price_details: { readonly price: string; readonly product: string };
    readonly unit_amount_decimal: string;
  };
  readonly quantity: number;
  readonly subscription: string | null;
  readonly subtotal: number;
}

export type BillingReason = "subscription_create" | "subscription_cycle" | "subscription_update" | "upcoming";

export interface Invoice {
  readonly id: string;
  readonly object: "invoice";
  readonly created: number;
  readonly livemode: false;
  account_country: "US";
  account_name: string;
  amount_due: number;
  amount_overpaid: 0;
  amount_paid: number;
  amount_remaining: number;
  amount_shipping: 0;
  attempt_count: number;
  attempted: boolean;
  auto_advance: boolean;
  billing_reason: BillingReason;
  collection_method: "charge_automatically";
  currency: string;
  customer: string;
  customer_email: string | null;
  customer_name: string | null;
  default_payment_method: string | null;
  description: string | null;
  due_date: null;
  ending_balance: number | null;
  hosted_invoice_url: string | null;
  invoice_pdf: string | null;
  lines: List<InvoiceLine>;
  metadata: Metadata;
  next_payment_attempt: number | null;
  number: string | null;
  parent: {
    type: "subscription_details";
    quote_details: null;
    subscription_details: { metadata: Metadata; subscription: string | null };
  };
  period_end: number;
  period_start: number;
  starting_balance: number;
  status: "draft" | "open" | "paid" | "void" | "uncollectible";
  status_transitions: {
    finalized_at: number | null;
    marked_uncollectible_at: number | null;
    paid_at: number | null;
    voided_at: number | null;
  };
  subtotal: number;
  total: number;
  total_discount_amounts: unknown[];
  total_taxes: unknown[];
}

export interface CheckoutLine {
  readonly price: string;
  readonly quantity: number;
}

export interface CheckoutSession {
  readonly id: string;
  readonly object: "checkout.session";
  readonly created: number;
  readonly livemode: false;
  allow_promotion_codes: boolean | null;
  amount_subtotal: number | null;
  amount_total: number | null;
  automatic_tax: { enabled: boolean; liability: null; provider: null; status: null };
  billing_address_collection: string | null;
  cancel_url: string | null;
  client_reference_id: string | null;
  currency: string | null;
  custom_fields: unknown[];
  customer: string | null;
  customer_creation: "always" | "if_required" | null;
  customer_details: {
    address: null;
    email: string | null;
    name: string | null;
    phone: null;
    tax_exempt: "none";
    tax_ids: unknown[];
  } | null;
  customer_email: string | null;
  expires_at: number;
  invoice: string | null;
  locale: string | null;
  metadata: Metadata;
  mode: "subscription" | "setup";
  payment_intent: null;
  payment_method_collection: "always" | "if_required";
  payment_method_types: string[];
  payment_status: "paid" | "unpaid" | "no_payment_required";
  setup_intent: null;
  status: "open" | "complete" | "expired";
  subscription: string | null;
  success_url: string;
  total_details: { amount_discount: 0; amount_shipping: 0; amount_tax: 0 };
  ui_mode: "hosted_page";
  url: string | null;
}

export interface PortalSession {
  readonly id: string;
  readonly object: "billing_portal.session";
  readonly configuration: string;
  readonly created: number;
  readonly customer: string;
  readonly flow: null;
  readonly livemode: false;
  readonly locale: string | null;
  readonly on_behalf_of: null;
  readonly return_url: string | null;
  readonly url: string;
}

export interface StripeEvent {
  readonly id: string;
  readonly object: "event";
  readonly api_version: string;
  readonly created: number;
  readonly data: { readonly object: unknown; readonly previous_attributes?: unknown };
  readonly livemode: boolean;
  readonly pending_webhooks: number;
  readonly request: { readonly id: string | null; readonly idempotency_key: string | null };
  readonly type: string;
}
