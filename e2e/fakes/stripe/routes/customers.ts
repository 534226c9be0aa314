import { z } from "zod";
import { type Api, endpoint } from "../api";
import { resolveTestMethod } from "../cards";
import { endSubscription } from "../lifecycle";
import { listPage } from "../list";
import {
  anything,
  created,
  isCreatedWithin,
  mergeMetadata,
  metadata,
  nothing,
  paging,
  text,
  whole,
} from "../params";
import { invalid, missing } from "../problem";
import { need, type Store } from "../store";
import type { Customer, PaymentMethod } from "../types";

const fields = {
  address: anything.optional(),
  balance: whole.optional(),
  description: text.optional(),
  email: text.optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  phone: text.optional(),
  preferred_locales: z.array(text).optional(),
  payment_method: text.optional(),
  invoice_settings: z.strictObject({ default_payment_method: text.optional() }).optional(),
};

/** A customer's own method; test names become one. */
export function needMethod(store: Store, id: string, customerId: string, param: string): PaymentMethod {
  const method = store.data.paymentMethods[id] ?? resolveTestMethod(store, id, customerId);
  if (method === undefined) throw missing("PaymentMethod", id, param);
  if (method.customer !== customerId) {
    throw invalid(
      `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
      param,
      "resource_missing",
    );
  }
  return method;
}

/** Makes a customer and tells of it. */
export function createCustomer(
  store: Store,
  input: {
    readonly email: string | null;
    readonly name: string | null;
    readonly metadata: Record<string, string>;
  },
): Customer {
  const id = store.newId("cus");
  const customer: Customer = {
    id,
    object: "customer",
    created: store.now(),
    livemode: false,
    address: null,
    balance: 0,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    email: input.email,
    invoice_prefix: id.slice(-8).toUpperCase(),
    invoice_settings: {
      custom_fields: null,
      default_payment_method: null,
      footer: null,
      rendering_options: null,
    },
    metadata: input.metadata,
    name: input.name,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: "none",
    test_clock: null,
  };
  store.data.customers[id] = customer;
  return customer;
}

/** `/v1/customers` */
export function mountCustomers(api: Api): void {
  const { store } = api;
  const { data } = store;
  const schema = z.strictObject(fields);

  function apply(customer: Customer, input: z.output<typeof schema>): void {
    if (input.email !== undefined && input.email !== "" && !/^\S+@\S+$/.test(input.email))
      throw invalid(`Invalid email address: ${input.email}`, "email", "email_invalid");
    const orNull = (value: string) => (value === "" ? null : value);
    if (input.email !== undefined) customer.email = orNull(input.email);
    if (input.name !== undefined) customer.name = orNull(input.name);
    if (input.description !== undefined) customer.description = orNull(input.description);
    if (input.phone !== undefined) customer.phone = orNull(input.phone);
    if (input.address !== undefined) customer.address = input.address;
    if (input.balance !== undefined) customer.balance = input.balance;
    if (input.preferred_locales !== undefined) customer.preferred_locales = input.preferred_locales;
    customer.metadata = mergeMetadata(customer.metadata, input.metadata);
    const method = input.invoice_settings?.default_payment_method;
    if (input.payment_method !== undefined)
      needMethod(store, input.payment_method, customer.id, "payment_method");
    if (method !== undefined)
      customer.invoice_settings.default_payment_method =
        method === ""
          ? null
          : needMethod(store, method, customer.id, "invoice_settings[default_payment_method]").id;
  }

  endpoint(api, "post", "/v1/customers", schema, ({ params }) => {
    const customer = createCustomer(store, { email: null, name: null, metadata: {} });
    try {
      apply(customer, params);
    } catch (cause) {
      delete data.customers[customer.id];
      throw cause;
    }
    store.emit("customer.created", customer);
    return customer;
  });
  endpoint(
    api,
    "get",
    "/v1/customers",
    z.strictObject({ ...paging, email: text.optional(), created: created.optional() }),
    ({ params }) => {
      const rows = Object.values(data.customers).filter(
        (one) =>
          (params.email === undefined || one.email === params.email) &&
          isCreatedWithin(one.created, params.created),
      );
      return listPage(rows, params, "/v1/customers");
    },
  );
  endpoint(api, "get", "/v1/customers/:id", nothing, ({ path }) => {
    const id = path("id");
    return data.deletedCustomers.includes(id)
      ? { id, object: "customer", deleted: true }
      : need(data.customers, "customer", id);
  });
  endpoint(api, "post", "/v1/customers/:id", schema, ({ path, params }) => {
    const customer = need(data.customers, "customer", path("id"));
    const before = structuredClone(customer);
    apply(customer, params);
    const changed = Object.entries(before).filter(
      ([key, value]) =>
        JSON.stringify(value) !==
        JSON.stringify(Object.entries(customer).find(([other]) => other === key)?.[1]),
    );
    if (changed.length > 0) store.emit("customer.updated", customer, Object.fromEntries(changed));
    return customer;
  });
  endpoint(api, "delete", "/v1/customers/:id", nothing, ({ path }) => {
    const customer = need(data.customers, "customer", path("id"));
    for (const subscription of Object.values(data.subscriptions)) {
      if (subscription.customer === customer.id && subscription.ended_at === null)
        endSubscription(store, subscription, "cancellation_requested");
    }
    delete data.customers[customer.id];
    data.deletedCustomers.push(customer.id);
    store.emit("customer.deleted", customer);
    return { id: customer.id, object: "customer", deleted: true };
  });
  endpoint(
    api,
    "get",
    "/v1/customers/:id/payment_methods",
    z.strictObject({ ...paging, type: text.optional() }),
    ({ path, params }) => {
      need(data.customers, "customer", path("id"));
      return listPage(
        Object.values(data.paymentMethods).filter((one) => one.customer === path("id")),
        params,
        `/v1/customers/${path("id")}/payment_methods`,
      );
    },
  );
}
