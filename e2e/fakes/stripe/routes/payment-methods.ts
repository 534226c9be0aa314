import { z } from "zod";
import { type Api, endpoint } from "../api";
import { createCard, resolveTestMethod } from "../cards";
import { listPage } from "../list";
import { anything, metadata, nothing, paging, text } from "../params";
import { missing } from "../problem";
import { need } from "../store";

/** `/v1/payment_methods`: cards by test number or test token. */
export function mountPaymentMethods(api: Api): void {
  const { store } = api;
  const { data } = store;
  const tokens: Readonly<Record<string, string>> = {
    tok_visa: "4242424242424242",
    tok_mastercard: "5555555555554444",
    tok_chargeDeclined: "4000000000000002",
    tok_chargeCustomerFail: "4000000000000341",
  };
  const card = z.strictObject({
    number: text.optional(),
    token: text.optional(),
    exp_month: text.optional(),
    exp_year: text.optional(),
    cvc: text.optional(),
  });

  endpoint(
    api,
    "post",
    "/v1/payment_methods",
    z.strictObject({
      type: z.literal("card"),
      card,
      billing_details: anything.optional(),
      metadata: metadata.optional(),
    }),
    ({ params }) => {
      const number = params.card.number ?? tokens[params.card.token ?? ""];
      if (number === undefined) throw missing("token", params.card.token ?? "", "card[token]");
      return createCard(store, { number, customer: null, name: null, email: null });
    },
  );
  endpoint(
    api,
    "get",
    "/v1/payment_methods",
    z.strictObject({ ...paging, customer: text, type: text.optional() }),
    ({ params }) =>
      listPage(
        Object.values(data.paymentMethods).filter((one) => one.customer === params.customer),
        params,
        "/v1/payment_methods",
      ),
  );
  endpoint(api, "get", "/v1/payment_methods/:id", nothing, ({ path }) =>
    need(data.paymentMethods, "PaymentMethod", path("id")),
  );
  endpoint(
    api,
    "post",
    "/v1/payment_methods/:id/attach",
    z.strictObject({ customer: text }),
    ({ path, params }) => {
      need(data.customers, "customer", params.customer, "customer");
      const made =
        data.paymentMethods[path("id")] === undefined
          ? resolveTestMethod(store, path("id"), params.customer)
          : undefined;
      if (made !== undefined) return made;
      const method = need(data.paymentMethods, "PaymentMethod", path("id"));
      method.customer = params.customer;
      store.emit("payment_method.attached", method);
      return method;
    },
  );
  endpoint(api, "post", "/v1/payment_methods/:id/detach", nothing, ({ path }) => {
    const method = need(data.paymentMethods, "PaymentMethod", path("id"));
    for (const customer of Object.values(data.customers)) {
      if (customer.invoice_settings.default_payment_method === method.id)
        customer.invoice_settings.default_payment_method = null;
    }
    for (const subscription of Object.values(data.subscriptions)) {
      if (subscription.default_payment_method === method.id) subscription.default_payment_method = null;
    }
    method.customer = null;
    store.emit("payment_method.detached", method);
    return method;
  });
}
