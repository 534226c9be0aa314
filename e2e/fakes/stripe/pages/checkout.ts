import type { Hono } from "hono";
import { html } from "hono/html";
import { type Markup, page } from "../../kit/page";
import type { NodeEnv } from "../../kit/serve";
import { needsCard, paySession, trialEndOf } from "../checkout-pay";
import { StripeProblem } from "../problem";
import type { Store } from "../store";
import type { CheckoutSession } from "../types";
import { cardFields, problemBox } from "./card-fields";
import { day, money, strip } from "./words";

interface Entered {
  readonly email: string;
  readonly name: string;
}

function lineRows(
  store: Store,
  session: CheckoutSession,
): { readonly name: string; readonly each: string; readonly quantity: number; readonly amount: number }[] {
  return (store.data.sessionLines[session.id] ?? []).flatMap((line) => {
    const price = store.data.prices[line.price];
    if (price === undefined) return [];
    const name = store.data.products[price.product]?.name ?? price.product;
    return [
      {
        name,
        quantity: line.quantity,
        amount: price.unit_amount * line.quantity,
        each: `${money(price.unit_amount, price.currency)} each / ${price.recurring?.interval ?? "once"}`,
      },
    ];
  });
}

function summary(store: Store, session: CheckoutSession): Markup {
  const rows = lineRows(store, session);
  const total = rows.reduce((sum, row) => sum + row.amount, 0);
  const currency = session.currency ?? "usd";
  const trialEnd = trialEndOf(store, session);
  const now = trialEnd === undefined ? total : 0;
  const back =
    session.cancel_url === null
      ? ""
      : html`<p><a href="${session.cancel_url}" data-testid="checkout-back">← Back to Portico</a></p>`;
  if (session.mode === "setup")
    return html`<div class="stack">${back}<h1>Save a card for later payments</h1></div>`;
  return html`<div class="stack">${back}<h1>Subscribe to ${rows.map((row) => row.name).join(" and ")}</h1>
<p><span class="price">${money(total, currency)}</span> <span class="muted">per month</span></p>
${trialEnd === undefined ? "" : html`<p class="notice">Free until ${day(trialEnd)}, then ${money(total, currency)} per month.</p>`}
<table><caption class="muted" style="text-align:left">Your order</caption><tbody>
${rows.map((row) => html`<tr><td>${row.name}<br><span class="muted">Qty ${row.quantity} · ${row.each}</span></td><td class="num">${money(row.amount, currency)}</td></tr>`)}
<tr><td><strong>Total due today</strong></td><td class="num"><strong>${money(now, currency)}</strong></td></tr></tbody></table></div>`;
}

function payPage(
  store: Store,
  session: CheckoutSession,
  problem: string | undefined,
  entered: Entered,
): Markup {
  const known =
    session.customer === null
      ? session.customer_email
      : (store.data.customers[session.customer]?.email ?? null);
  const verb =
    session.mode === "setup"
      ? "Save card"
      : trialEndOf(store, session) === undefined
        ? "Subscribe"
        : "Start trial";
  const email =
    known === null
      ? html`<input id="email" name="email" type="email" autocomplete="email" value="${entered.email}" required>`
      : html`<input id="email" name="email" type="email" value="${known}" readonly>`;
  return page(
    "Checkout · Portico",
    strip,
    html`<div class="split"><section aria-label="Order">${summary(store, session)}</section><main><div><h1>Pay with card</h1>${problemBox(problem)}
<form method="post" action="/checkout/${session.id}" data-once><label for="email">Email</label>${email}
${needsCard(store, session) ? cardFields() : html`<p class="notice">No card needed to start the trial.</p>`}
<label for="cardName">Name on card</label><input id="cardName" name="cardName" autocomplete="cc-name" value="${entered.name}">
<p style="margin-top:20px"><button class="primary" type="submit" data-testid="checkout-pay">${verb}</button></p></form>
<p class="muted" style="margin-top:12px">By confirming you allow Portico to charge this card until you cancel.</p></div></main></div>`,
  );
}

function closedPage(session: CheckoutSession | undefined): Markup {
  const words =
    session === undefined
      ? "There is no such checkout page."
      : session.status === "complete"
        ? "This checkout has been paid already."
        : "This checkout page has expired. Start again from Portico.";
  const back =
    session?.cancel_url == null
      ? ""
      : html`<p><a class="button" href="${session.cancel_url}">Back to Portico</a></p>`;
  return page(
    "Checkout · Portico",
    strip,
    html`<main class="narrow"><div class="card stack"><h1>${words}</h1>${back}</div></main>`,
  );
}

function successUrl(session: CheckoutSession): string {
  return session.success_url.replaceAll("{CHECKOUT_SESSION_ID}", session.id);
}

/** The pay page a customer sees: `GET|POST /checkout/:id`. */
export function mountCheckoutPage(app: Hono<NodeEnv>, store: Store): void {
  app.get("/checkout/:id", (c) => {
    const session = store.data.sessions[c.req.param("id")];
    if (session === undefined) return c.html(closedPage(session), 404);
    if (session.status !== "open")
      return c.html(closedPage(session), session.status === "complete" ? 200 : 410);
    return c.html(payPage(store, session, undefined, { email: "", name: "" }));
  });
  app.post("/checkout/:id", async (c) => {
    const session = store.data.sessions[c.req.param("id")];
    if (session === undefined) return c.html(closedPage(session), 404);
    const form = await c.req.formData();
    const field = (name: string) => String(form.get(name) ?? "").trim();
    // A double click lands here twice; the second one goes where the first one went.
    if (session.status === "complete") return c.redirect(successUrl(session), 303);
    if (session.status === "expired") return c.html(closedPage(session), 410);
    const entered = { email: field("email"), name: field("cardName") };
    try {
      paySession(store, session, { ...entered, card: field("cardNumber") });
    } catch (cause) {
      if (!(cause instanceof StripeProblem) || cause.type !== "card_error") throw cause;
      return c.html(payPage(store, session, `${cause.message} Try a different card.`, entered), 402);
    }
    return c.redirect(successUrl(session), 303);
  });
}
