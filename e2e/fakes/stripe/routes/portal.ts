import { z } from "zod";
import { type Api, endpoint } from "../api";
import { listPage } from "../list";
import { anything, created, isCreatedWithin, nothing, paging, text } from "../params";
import { need } from "../store";
import type { PortalSession } from "../types";

/** `/v1/billing_portal/sessions`, `/v1/events` and `/v1/account` */
export function mountPortalAndEvents(api: Api): void {
  const { store } = api;
  const schema = z.strictObject({
    customer: text,
    return_url: text.optional(),
    configuration: text.optional(),
    flow_data: anything.optional(),
    locale: text.optional(),
    on_behalf_of: text.optional(),
  });
  endpoint(api, "post", "/v1/billing_portal/sessions", schema, ({ params }) => {
    need(store.data.customers, "customer", params.customer, "customer");
    const id = store.newId("bps");
    const session: PortalSession = {
      id,
      object: "billing_portal.session",
      configuration: params.configuration ?? "bpc_portico",
      created: store.now(),
      customer: params.customer,
      flow: null,
      livemode: false,
      locale: params.locale ?? null,
      on_behalf_of: null,
      return_url: params.return_url ?? null,
      url: `${store.url}/p/session/${id}`,
    };
    store.data.portalSessions[id] = session;
    return session;
  });

  const filter = z.strictObject({
    ...paging,
    type: text.optional(),
    types: z.array(text).optional(),
    created: created.optional(),
    delivery_success: z.enum(["true", "false"]).optional(),
  });
  endpoint(api, "get", "/v1/events", filter, ({ params }) => {
    const rows = Object.values(store.data.events).filter((one) => {
      const delivered = store.data.deliveries[one.id]?.status === "delivered";
      return (
        (params.type === undefined || matches(params.type, one.type)) &&
        (params.types === undefined || params.types.some((type) => matches(type, one.type))) &&
        (params.delivery_success === undefined || delivered === (params.delivery_success === "true")) &&
        isCreatedWithin(one.created, params.created)
      );
    });
    return listPage(rows, params, "/v1/events");
  });
  endpoint(api, "get", "/v1/events/:id", nothing, ({ path }) => need(store.data.events, "event", path("id")));
  endpoint(api, "get", "/v1/account", nothing, () => ({
    id: "acct_portico",
    object: "account",
    business_profile: { name: "Portico" },
    charges_enabled: true,
    country: "US",
    default_currency: "usd",
    details_submitted: true,
    email: "billing@portico.example",
    payouts_enabled: true,
    type: "standard",
  }));
}

function matches(wanted: string, type: string): boolean {
  return wanted.endsWith("*") ? type.startsWith(wanted.slice(0, -1)) : wanted === type;
}
