import { z } from "zod";
import { type Api, endpoint } from "../api";
import { draftInvoice } from "../invoicing";
import { payInvoice } from "../lifecycle";
import { periodLines, prorationLines } from "../lines";
import { listPage } from "../list";
import { created, flag, isCreatedWithin, nothing, paging, text, whole } from "../params";
import { currentPeriod, periodEnd } from "../periods";
import { invalid, StripeProblem } from "../problem";
import { need } from "../store";
import { needMethod } from "./customers";
import { itemInput, mergeItems, prorationBehavior, readNewItems } from "./item-input";

const details = z.strictObject({
  items: z.array(itemInput).optional(),
  proration_behavior: prorationBehavior.optional(),
  proration_date: whole.optional(),
  cancel_at_period_end: flag.optional(),
  cancel_now: flag.optional(),
  trial_end: z.union([z.literal("now"), whole]).optional(),
});

function mountPreview(api: Api): void {
  const { store } = api;
  const schema = z.strictObject({
    customer: text.optional(),
    subscription: text.optional(),
    subscription_details: details.optional(),
    preview_mode: text.optional(),
    currency: text.optional(),
  });
  endpoint(api, "post", "/v1/invoices/create_preview", schema, ({ params }) => {
    const changes = params.subscription_details;
    if (params.subscription === undefined) {
      if (params.customer === undefined)
        throw invalid("You must provide one of: customer, subscription.", "customer", "parameter_missing");
      const items = readNewItems(store, changes?.items ?? []);
      const price = items[0]?.price;
      if (price === undefined)
        throw new StripeProblem(
          404,
          "invalid_request_error",
          `No upcoming invoices for customer: '${params.customer}'`,
          { code: "invoice_upcoming_none" },
        );
      const period = { start: store.now(), end: periodEnd(store.now(), price) };
      const lines = periodLines(
        store,
        undefined,
        items.map((item, index) => ({ ...item, id: `si_preview_${index}` })),
        period,
        false,
      );
      return draftInvoice(store, {
        customer: params.customer,
        subscription: undefined,
        lines,
        reason: "upcoming",
        period,
      });
    }
    const subscription = need(store.data.subscriptions, "subscription", params.subscription, "subscription");
    const ends =
      subscription.ended_at !== null || (changes?.cancel_at_period_end ?? subscription.cancel_at_period_end);
    if (ends && changes?.items === undefined) {
      throw new StripeProblem(
        404,
        "invalid_request_error",
        `No upcoming invoices for customer: '${subscription.customer}'`,
        { code: "invoice_upcoming_none" },
      );
    }
    const before = subscription.items.data;
    const items = changes?.items === undefined ? before : mergeItems(store, subscription, changes.items);
    const at = changes?.proration_date ?? store.now();
    const behavior = changes?.proration_behavior ?? "create_prorations";
    const prorated =
      behavior === "none" || subscription.status === "trialing"
        ? []
        : prorationLines(store, subscription, before, items, at);
    const pending = store.data.pendingLines[subscription.id] ?? [];
    const { end } = currentPeriod(subscription);
    const price = items[0]?.price;
    const next = { start: end, end: price === undefined ? end : periodEnd(end, price) };
    const cycle = behavior === "always_invoice" ? [] : periodLines(store, subscription, items, next, false);
    return draftInvoice(store, {
      customer: subscription.customer,
      subscription,
      lines: [...(behavior === "always_invoice" ? [] : pending), ...prorated, ...cycle],
      reason: "upcoming",
      period: currentPeriod(subscription),
    });
  });
}

/** `/v1/invoices` */
export function mountInvoices(api: Api): void {
  const { store } = api;
  const { invoices } = store.data;
  mountPreview(api);
  const filter = z.strictObject({
    ...paging,
    customer: text.optional(),
    subscription: text.optional(),
    status: text.optional(),
    created: created.optional(),
    collection_method: text.optional(),
  });
  endpoint(api, "get", "/v1/invoices", filter, ({ params }) => {
    const rows = Object.values(invoices).filter(
      (one) =>
        (params.customer === undefined || one.customer === params.customer) &&
        (params.subscription === undefined ||
          one.parent.subscription_details.subscription === params.subscription) &&
        (params.status === undefined || one.status === params.status) &&
        isCreatedWithin(one.created, params.created),
    );
    return listPage(rows, params, "/v1/invoices");
  });
  endpoint(api, "get", "/v1/invoices/:id", nothing, ({ path }) => need(invoices, "invoice", path("id")));
  endpoint(api, "get", "/v1/invoices/:id/lines", z.strictObject(paging), ({ path, params }) =>
    listPage(
      [...need(invoices, "invoice", path("id")).lines.data].reverse(),
      params,
      `/v1/invoices/${path("id")}/lines`,
    ),
  );
  endpoint(
    api,
    "post",
    "/v1/invoices/:id/pay",
    z.strictObject({ payment_method: text.optional(), off_session: flag.optional() }),
    ({ path, params }) => {
      const invoice = need(invoices, "invoice", path("id"));
      if (invoice.status === "paid")
        throw invalid("Invoice is already paid", undefined, "invoice_already_paid");
      if (invoice.status !== "open")
        throw invalid(
          `Invoices with status ${invoice.status} cannot be paid.`,
          undefined,
          "invoice_not_editable",
        );
      const method =
        params.payment_method === undefined
          ? undefined
          : needMethod(store, params.payment_method, invoice.customer, "payment_method").id;
      const refusal = payInvoice(store, invoice, method);
      if (refusal !== undefined)
        throw new StripeProblem(402, "card_error", refusal, {
          code: "card_declined",
          decline_code: "generic_decline",
        });
      return invoice;
    },
  );
  endpoint(api, "post", "/v1/invoices/:id/void", nothing, ({ path }) => {
    const invoice = need(invoices, "invoice", path("id"));
    if (invoice.status !== "open")
      throw invalid(
        `You can only pass in open invoices. This invoice is ${invoice.status}.`,
        undefined,
        "invoice_not_editable",
      );
    invoice.status = "void";
    invoice.next_payment_attempt = null;
    invoice.status_transitions.voided_at = store.now();
    store.emit("invoice.voided", invoice);
    return invoice;
  });
}
