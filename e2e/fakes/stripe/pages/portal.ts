import type { Hono } from "hono";
import { html } from "hono/html";
import { type Markup, page } from "../../kit/page";
import type { NodeEnv } from "../../kit/serve";
import { createCard } from "../cards";
import { chargedMethod } from "../invoicing";
import { endSubscription, setCancelAtPeriodEnd } from "../lifecycle";
import { currentPeriod } from "../periods";
import { StripeProblem } from "../problem";
import type { Store } from "../store";
import { changeSubscription } from "../subscribing";
import type { PortalSession, Subscription } from "../types";
import { cardFields, problemBox } from "./card-fields";
import { day, money, strip } from "./words";

interface Said {
  readonly notice?: string;
  readonly problem?: string;
}

function subscriptionCard(store: Store, session: PortalSession, subscription: Subscription): Markup {
  const total = subscription.items.data.reduce(
    (sum, item) => sum + item.price.unit_amount * item.quantity,
    0,
  );
  const { end } = currentPeriod(subscription);
  const button = (action: string, words: string, kind: string) =>
    html`<form method="post" action="/p/session/${session.id}" data-once><input type="hidden" name="subscription" value="${subscription.id}"><button class="${kind}" name="action" value="${action}">${words}</button></form>`;
  const until = subscription.cancel_at_period_end
    ? html`<p class="notice">Your subscription ends on ${day(end)}.</p>`
    : html`<p class="muted">${subscription.status === "trialing" ? "Trial ends" : "Next payment"} on ${day(end)} · ${subscription.status}</p>`;
  return html`<section class="card stack" aria-label="Subscription"><h2>Current plan</h2>
${subscription.items.data.map((item) => html`<div class="row"><span>${store.data.products[item.price.product]?.name ?? item.price.id} <span class="muted">× ${item.quantity}</span></span><span>${money(item.price.unit_amount * item.quantity, item.price.currency)}</span></div>`)}
<p><strong>${money(total, subscription.currency)} per month</strong></p>${until}
<div class="row" style="justify-content:flex-start;flex-wrap:wrap">${subscription.cancel_at_period_end ? button("resume", "Don't cancel subscription", "") : button("cancel_at_period_end", "Cancel at the end of the period", "")}${button("cancel_now", "Cancel now", "danger")}</div></section>`;
}

function portalPage(store: Store, session: PortalSession, said: Said): Markup {
  const customer = store.data.customers[session.customer];
  const running = Object.values(store.data.subscriptions).filter(
    (one) => one.customer === session.customer && one.ended_at === null,
  );
  const invoices = Object.values(store.data.invoices)
    .filter((one) => one.customer === session.customer)
    .reverse()
    .slice(0, 12);
  const method = store.data.paymentMethods[chargedMethod(store, session.customer, running[0]) ?? ""];
  const back =
    session.return_url === null
      ? ""
      : html`<a href="${session.return_url}" data-testid="portal-return">← Return to Portico</a>`;
  return page(
    "Billing · Portico",
    strip,
    html`<main class="wide" style="max-width:640px"><div class="stack"><p>${back}</p><h1>Billing for ${customer?.name ?? customer?.email ?? session.customer}</h1>
${said.notice === undefined ? "" : html`<div class="notice" role="status">${said.notice}</div>`}${problemBox(said.problem)}
${running.length === 0 ? html`<section class="card"><h2>Current plan</h2><p>No running subscription.</p></section>` : running.map((one) => subscriptionCard(store, session, one))}
<section class="card stack" aria-label="Payment method"><h2>Payment method</h2><p>${method === undefined ? "No card on file." : `${method.card.brand} •••• ${method.card.last4}`}</p>
<form method="post" action="/p/session/${session.id}" data-once>${cardFields()}<p style="margin-top:12px"><button name="action" value="update_card">Update card</button></p></form></section>
<section class="card" aria-label="Invoices"><h2>Invoices</h2><table><thead><tr><th scope="col">Date</th><th scope="col">Status</th><th scope="col" class="num">Amount</th></tr></thead><tbody>
${invoices.map((one) => html`<tr><td><a href="${one.hosted_invoice_url}">${day(one.created)}</a></td><td>${one.status}</td><td class="num">${money(one.total, one.currency)}</td></tr>`)}</tbody></table></section></div></main>`,
  );
}

function updateCard(store: Store, session: PortalSession, number: string): void {
  const customer = store.data.customers[session.customer];
  if (customer === undefined) return;
  const method = createCard(store, {
    number,
    customer: customer.id,
    name: customer.name,
    email: customer.email,
  });
  const before = { invoice_settings: structuredClone(customer.invoice_settings) };
  customer.invoice_settings.default_payment_method = method.id;
  store.emit("customer.updated", customer, before);
  for (const subscription of Object.values(store.data.subscriptions)) {
    if (subscription.customer !== customer.id || subscription.ended_at !== null) continue;
    changeSubscription(store, subscription, () => {
      subscription.default_payment_method = method.id;
    });
  }
}

function act(
  store: Store,
  session: PortalSession,
  action: string,
  subscription: Subscription | undefined,
): Said {
  if (
    subscription === undefined ||
    subscription.customer !== session.customer ||
    subscription.ended_at !== null
  )
    return { problem: "That subscription is no longer running." };
  if (action === "cancel_now") {
    endSubscription(store, subscription, "cancellation_requested");
    return { notice: "Your subscription has been cancelled." };
  }
  if (action !== "cancel_at_period_end" && action !== "resume")
    return { problem: `Unknown action ${action}.` };
  setCancelAtPeriodEnd(store, subscription, action === "cancel_at_period_end");
  return {
    notice:
      action === "resume"
        ? "Your subscription goes on."
        : `Your subscription will end on ${day(currentPeriod(subscription).end)}.`,
  };
}

/** The customer portal: `GET|POST /p/session/:id`. */
export function mountPortalPage(app: Hono<NodeEnv>, store: Store): void {
  app.get("/p/session/:id", (c) => {
    const session = store.data.portalSessions[c.req.param("id")];
    return session === undefined ? c.notFound() : c.html(portalPage(store, session, {}));
  });
  app.post("/p/session/:id", async (c) => {
    const session = store.data.portalSessions[c.req.param("id")];
    if (session === undefined) return c.notFound();
    const form = await c.req.formData();
    const action = String(form.get("action") ?? "");
    if (action !== "update_card") {
      return c.html(
        portalPage(
          store,
          session,
          act(store, session, action, store.data.subscriptions[String(form.get("subscription") ?? "")]),
        ),
      );
    }
    try {
      updateCard(store, session, String(form.get("cardNumber") ?? ""));
    } catch (cause) {
      if (!(cause instanceof StripeProblem)) throw cause;
      return c.html(portalPage(store, session, { problem: cause.message }), 402);
    }
    return session.return_url === null
      ? c.html(portalPage(store, session, { notice: "Your card has been updated." }))
      : c.redirect(session.return_url, 303);
  });
}
