import { Hono } from "hono";
import { stripeSecretKey, stripeWebhookSecret } from "../credentials";
import { createKnobs } from "../kit/knobs";
import { type NodeEnv, type Running, serveApp } from "../kit/serve";
import { openStateFile } from "../kit/state-file";
import { type Api, refuseUnknown } from "./api";
import { runUntil } from "./clock";
import { mountControl } from "./control";
import { createDeliverer } from "./deliver";
import { mountCheckoutPage } from "./pages/checkout";
import { mountInvoicePage } from "./pages/invoice";
import { mountPortalPage } from "./pages/portal";
import { mountCheckout } from "./routes/checkout";
import { mountCustomers } from "./routes/customers";
import { mountInvoices } from "./routes/invoices";
import { mountPaymentMethods } from "./routes/payment-methods";
import { mountPortalAndEvents } from "./routes/portal";
import { mountPrices } from "./routes/prices";
import { mountProducts } from "./routes/products";
import { mountSubscriptionItems } from "./routes/subscription-items";
import { mountSubscriptions } from "./routes/subscriptions";
import { seedOffers } from "./seed";
import { createStore, emptyData } from "./store";

export interface StripeOptions {
  readonly port: number;
  readonly stateDir: string;
  /** The portal's base URL; events go to `{webhookUrl}/api/webhooks/stripe`. */
  readonly webhookUrl?: string | undefined;
}

const tickMs = 1000;

/** Starts the local double of Stripe: API, pay page, customer portal, invoices, signed events, own clock. */
export async function startStripe(options: StripeOptions): Promise<Running> {
  const file = openStateFile(options.stateDir, "stripe", emptyData());
  const store = createStore(file);
  const app = new Hono<NodeEnv>();
  const knobs = createKnobs();
  const endpoint =
    options.webhookUrl === undefined
      ? undefined
      : `${options.webhookUrl.replace(/\/$/, "")}/api/webhooks/stripe`;
  const deliverer = createDeliverer(store, endpoint, stripeWebhookSecret);
  store.onEvent = (event) => deliverer.send(event);

  app.use(knobs.middleware);
  knobs.mount(app);
  mountControl(app, store, deliverer);
  const api: Api = { app, store, secretKey: stripeSecretKey };
  for (const mount of [
    mountCustomers,
    mountPaymentMethods,
    mountProducts,
    mountPrices,
    mountSubscriptionItems,
    mountCheckout,
    mountSubscriptions,
    mountInvoices,
    mountPortalAndEvents,
  ])
    mount(api);
  refuseUnknown(api);
  mountCheckoutPage(app, store);
  mountPortalPage(app, store);
  mountInvoicePage(app, store);
  app.get("/", (c) =>
    c.text("Portico's local stand-in for Stripe. API under /v1, controls under /_control."),
  );

  seedOffers(store);
  const running = await serveApp(app, options.port);
  store.url = running.url;
  deliverer.resume();
  const ticker = setInterval(() => runUntil(store, store.now()), tickMs);
  ticker.unref();

  return {
    url: running.url,
    async close() {
      clearInterval(ticker);
      deliverer.close();
      await running.close();
      file.close();
    },
  };
}
