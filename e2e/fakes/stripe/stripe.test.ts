import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { stripeSecretKey, stripeWebhookSecret } from "../credentials";
import type { Running } from "../kit/serve";
import { startStripe } from ".";

interface Received {
  readonly body: string;
  readonly signature: string;
}

// The machine may be busy; a delivery is quick but not instant.
const soon = { timeout: 10_000 };
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let running: Running;
let stripe: Stripe;
let stateDir: string;
let webhookUrl: string;
const received: Received[] = [];
let answers: number[] = [];
const portal = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    received.push({
      body: Buffer.concat(chunks).toString(),
      signature: String(request.headers["stripe-signature"]),
    });
    response.writeHead(answers.shift() ?? 200).end();
  });
});

function client(url: string): Stripe {
  return new Stripe(stripeSecretKey, {
    host: "127.0.0.1",
    port: Number(new URL(url).port),
    protocol: "http",
    telemetry: false,
    maxNetworkRetries: 0,
  });
}

function receivedTypes(): string[] {
  return received.map(
    ({ body, signature }) => stripe.webhooks.constructEvent(body, signature, stripeWebhookSecret).type,
  );
}

async function control(path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${running.url}/_control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.json();
}

async function teamPrice(): Promise<string> {
  const { data } = await stripe.prices.list({ lookup_keys: ["portico_team_monthly"], active: true });
  return data[0]?.id ?? "";
}

async function openCheckout(
  extra: Partial<Stripe.Checkout.SessionCreateParams> = {},
): Promise<Stripe.Checkout.Session> {
  const customer = await stripe.customers.create({
    email: "ada@acme.example",
    name: "Acme",
    metadata: { tenant: "t1" },
  });
  return stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    success_url: "http://localhost:3000/done?session={CHECKOUT_SESSION_ID}",
    cancel_url: "http://localhost:3000/back",
    line_items: [{ price: await teamPrice(), quantity: 3 }],
    subscription_data: { metadata: { tenant: "t1" } },
    ...extra,
  });
}

function pay(session: Stripe.Checkout.Session, card: string): Promise<Response> {
  const body = new URLSearchParams({
    email: "ada@acme.example",
    cardNumber: card,
    cardExpiry: "12/34",
    cardCvc: "123",
    cardName: "Ada",
  });
  return fetch(session.url ?? "", { method: "POST", body, redirect: "manual" });
}

async function subscribed(
  extra: Partial<Stripe.Checkout.SessionCreateParams> = {},
  card = "4242 4242 4242 4242",
): Promise<Stripe.Subscription> {
  const session = await openCheckout(extra);
  expect((await pay(session, card)).status).toBe(303);
  const { subscription } = await stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription"] });
  if (subscription === null || typeof subscription === "string")
    throw new Error("The session was not expanded.");
  return subscription;
}

beforeAll(async () => {
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  const address = portal.address();
  webhookUrl = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  stateDir = await mkdtemp(join(tmpdir(), "fake-stripe-"));
  running = await startStripe({ port: 0, stateDir, webhookUrl });
  stripe = client(running.url);
});
afterAll(async () => {
  await running.close();
  portal.close();
});
beforeEach(async () => {
  await expect
    .poll(async () => (await stripe.events.list({ delivery_success: false, limit: 1 })).data.length, soon)
    .toBe(0);
  received.length = 0;
  answers = [];
});

describe("catalogue", () => {
  test("finds the seeded prices by lookup key and expands their products", async () => {
    const { data } = await stripe.prices.list({
      lookup_keys: ["portico_business_monthly", "portico_addon_sonarqube_monthly"],
      expand: ["data.product"],
    });
    expect(data.map((price) => [price.lookup_key, price.unit_amount, price.recurring?.interval])).toEqual([
      ["portico_addon_sonarqube_monthly", 4900, "month"],
      ["portico_business_monthly", 2900, "month"],
    ]);
    expect(data[1]?.product).toMatchObject({ object: "product", name: "Portico Business" });
  });

  test("pages through a list with has_more and starting_after", async () => {
    for (let index = 0; index < 5; index += 1) await stripe.customers.create({ email: "page@acme.example" });
    const first = await stripe.customers.list({ email: "page@acme.example", limit: 2 });
    expect([first.data.length, first.has_more]).toEqual([2, true]);
    const all = await stripe.customers
      .list({ email: "page@acme.example", limit: 2 })
      .autoPagingToArray({ limit: 50 });
    expect(new Set(all.map((one) => one.id)).size).toBe(5);
  });
});

describe("refusals", () => {
  test("throws the SDK's own errors with code and parameter", async () => {
    await expect(stripe.customers.retrieve("cus_nobody")).rejects.toMatchObject({
      type: "StripeInvalidRequestError",
      statusCode: 404,
      code: "resource_missing",
    });
    await expect(
      openCheckout({ line_items: [{ price: await teamPrice(), quantity: -1 }] }),
    ).rejects.toMatchObject({ code: "parameter_invalid_integer" });
    await expect(openCheckout({ line_items: [{ price: "price_mine", quantity: 1 }] })).rejects.toMatchObject({
      code: "resource_missing",
      param: "line_items[0][price]",
    });
    await expect(stripe.rawRequest("POST", "/v1/customers", { nickname: "x" })).rejects.toMatchObject({
      code: "parameter_unknown",
      param: "nickname",
    });
    const stranger = new Stripe("sk_test_wrong", {
      host: "127.0.0.1",
      port: Number(new URL(running.url).port),
      protocol: "http",
      maxNetworkRetries: 0,
    });
    await expect(stranger.customers.list()).rejects.toMatchObject({
      type: "StripeAuthenticationError",
      statusCode: 401,
    });
  });

  test("answers an idempotency key once and refuses it for other parameters", async () => {
    const options = { idempotencyKey: "once-1" };
    const first = await stripe.customers.create({ email: "once@acme.example" }, options);
    const second = await stripe.customers.create({ email: "once@acme.example" }, options);
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    await expect(stripe.customers.create({ email: "twice@acme.example" }, options)).rejects.toMatchObject({
      type: "StripeIdempotencyError",
    });
  });

  test("a knob breaks one route as often as told, and may let the work happen first", async () => {
    await control("knobs", {
      route: "^POST /v1/customers$",
      status: 503,
      body: { error: { type: "api_error", message: "down" } },
      repeat: 1,
      when: "after",
    });
    const options = { idempotencyKey: "after-1" };
    await expect(stripe.customers.create({ email: "after@acme.example" }, options)).rejects.toMatchObject({
      statusCode: 503,
    });
    await stripe.customers.create({ email: "after@acme.example" }, options);
    expect((await stripe.customers.list({ email: "after@acme.example" })).data).toHaveLength(1);
  });
});

describe("checkout", () => {
  test("sells a subscription through its pay page and tells of it with signed events", async () => {
    const session = await openCheckout();
    const html = await (await fetch(session.url ?? "")).text();
    expect(html).toContain("Subscribe to Portico Team");
    expect(html).toContain("$36.00");
    const paid = await pay(session, "4242 4242 4242 4242");
    expect(paid.headers.get("location")).toBe(`http://localhost:3000/done?session=${session.id}`);
    const done = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["subscription.latest_invoice", "line_items", "customer"],
    });
    expect(done).toMatchObject({
      status: "complete",
      payment_status: "paid",
      subscription: {
        status: "active",
        metadata: { tenant: "t1" },
        latest_invoice: { status: "paid", amount_paid: 3600 },
      },
    });
    expect(done.line_items?.data[0]).toMatchObject({
      quantity: 3,
      price: { lookup_key: "portico_team_monthly" },
    });
    await expect
      .poll(() => receivedTypes(), soon)
      .toEqual(
        expect.arrayContaining([
          "customer.created",
          "customer.subscription.created",
          "invoice.paid",
          "checkout.session.completed",
        ]),
      );
  });

  test("keeps the page open after a declined card, and a double click pays once", async () => {
    const session = await openCheckout();
    const declined = await pay(session, "4000 0000 0000 0002");
    expect(declined.status).toBe(402);
    expect(await declined.text()).toContain("Your card was declined.");
    expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
    const [first, second] = await Promise.all([
      pay(session, "4242424242424242"),
      pay(session, "4242424242424242"),
    ]);
    expect([first.status, second.status]).toEqual([303, 303]);
    const customer = typeof session.customer === "string" ? session.customer : "";
    expect((await stripe.subscriptions.list({ customer })).data).toHaveLength(1);
  });

  test("expires on request and then refuses payment", async () => {
    const session = await openCheckout();
    expect((await stripe.checkout.sessions.expire(session.id)).status).toBe("expired");
    expect((await pay(session, "4242424242424242")).status).toBe(410);
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toMatchObject({ statusCode: 400 });
  });
});

describe("a subscription's life", () => {
  test("prorates a seat change, previews it, and bills it with the next period", async () => {
    const subscription = await subscribed();
    const item = subscription.items.data[0];
    if (item === undefined) throw new Error("no item");
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: [{ id: item.id, quantity: 5 }] },
    });
    expect(preview.lines.data.at(-1)?.amount).toBe(6000);
    const changed = await stripe.subscriptions.update(subscription.id, {
      items: [{ id: item.id, quantity: 5 }],
      proration_behavior: "always_invoice",
    });
    expect(changed.items.data[0]?.quantity).toBe(5);
    const [latest] = (await stripe.invoices.list({ subscription: subscription.id })).data;
    expect(latest).toMatchObject({ billing_reason: "subscription_update", status: "paid" });
    expect(Math.abs((latest?.total ?? 0) - 2400)).toBeLessThan(5);
  });

  test("adds an add-on as a second item and takes it away again", async () => {
    const subscription = await subscribed();
    const { data } = await stripe.prices.list({ lookup_keys: ["portico_addon_sonarqube_monthly"] });
    const added = await stripe.subscriptionItems.create({
      subscription: subscription.id,
      price: data[0]?.id ?? "",
      quantity: 1,
    });
    expect((await stripe.subscriptions.retrieve(subscription.id)).items.data).toHaveLength(2);
    await stripe.subscriptionItems.del(added.id);
    expect((await stripe.subscriptions.retrieve(subscription.id)).items.data).toHaveLength(1);
  });

  test("renews by its own clock, and ends at the period's close when told so", async () => {
    const subscription = await subscribed();
    await control("clock", { advanceSeconds: 32 * 86_400 });
    expect(
      (await stripe.invoices.list({ subscription: subscription.id })).data.map((one) => one.billing_reason),
    ).toEqual(["subscription_cycle", "subscription_create"]);
    await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: true });
    await control("clock", { advanceSeconds: 32 * 86_400 });
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("canceled");
    await expect.poll(() => receivedTypes(), soon).toContain("customer.subscription.deleted");
  });

  test("goes past due, then unpaid when the card keeps failing, and active once paid", async () => {
    const subscription = await subscribed();
    const customer = String(subscription.customer);
    await control("card", { customer, number: "4000000000000341" });
    await control("clock", { advanceSeconds: 32 * 86_400 });
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("past_due");
    await expect.poll(() => receivedTypes(), soon).toContain("invoice.payment_failed");
    await control("clock", { advanceSeconds: 16 * 86_400 });
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("unpaid");
    const [open] = (await stripe.invoices.list({ subscription: subscription.id, status: "open" })).data;
    await expect(stripe.invoices.pay(open?.id ?? "")).rejects.toMatchObject({ type: "StripeCardError" });
    await control("card", { customer, number: "4242424242424242" });
    await stripe.invoices.pay(open?.id ?? "");
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
  });

  test("ends a trial with a card by billing, without one as it was told", async () => {
    const trial = {
      trial_period_days: 14,
      trial_settings: { end_behavior: { missing_payment_method: "cancel" as const } },
    };
    const withCard = await subscribed({ subscription_data: trial });
    const without = await subscribed(
      { subscription_data: trial, payment_method_collection: "if_required" },
      "",
    );
    expect([withCard.status, without.status]).toEqual(["trialing", "trialing"]);
    await control("clock", { advanceSeconds: 14 * 86_400 - 5 });
    expect((await stripe.subscriptions.retrieve(without.id)).status).toBe("trialing");
    await control("clock", { advanceSeconds: 10 });
    expect((await stripe.subscriptions.retrieve(withCard.id)).status).toBe("active");
    expect((await stripe.subscriptions.retrieve(without.id)).status).toBe("canceled");
  });
});

describe("customer portal", () => {
  test("cancels at the period's end, resumes, updates the card and cancels now", async () => {
    const subscription = await subscribed();
    const session = await stripe.billingPortal.sessions.create({
      customer: String(subscription.customer),
      return_url: "http://localhost:3000/billing",
    });
    expect(await (await fetch(session.url)).text()).toContain("Portico Team");
    const act = (fields: Record<string, string>) =>
      fetch(session.url, { method: "POST", body: new URLSearchParams(fields), redirect: "manual" });
    await act({ action: "cancel_at_period_end", subscription: subscription.id });
    expect((await stripe.subscriptions.retrieve(subscription.id)).cancel_at_period_end).toBe(true);
    await act({ action: "resume", subscription: subscription.id });
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      cancel_at_period_end: false,
      cancel_at: null,
    });
    expect(
      (await act({ action: "update_card", cardNumber: "5555 5555 5555 4444" })).headers.get("location"),
    ).toBe("http://localhost:3000/billing");
    expect(await (await act({ action: "cancel_now", subscription: subscription.id })).text()).toContain(
      "has been cancelled",
    );
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("canceled");
  });
});

describe("events", () => {
  test("come again until they are accepted, and twice or backwards on request", async () => {
    answers = [500, 503];
    await stripe.customers.create({ email: "retry@acme.example" });
    await expect.poll(() => received.length, soon).toBe(3);
    expect(new Set(received.map((one) => one.body)).size).toBe(1);

    received.length = 0;
    await control("events", { duplicate: true });
    await stripe.customers.create({ email: "double@acme.example" });
    await expect.poll(() => received.length, soon).toBe(2);

    received.length = 0;
    await control("events", { reorder: true });
    const customer = await stripe.customers.create({ email: "order@acme.example" });
    await stripe.customers.update(customer.id, { name: "Later" });
    await expect.poll(() => receivedTypes(), soon).toEqual(["customer.updated", "customer.created"]);
    await control("events", {});
  });

  test("can be dropped and sent again by id", async () => {
    await control("events", { drop: true });
    const customer = await stripe.customers.create({ email: "drop@acme.example" });
    await control("events", {});
    const [event] = (await stripe.events.list({ type: "customer.created", limit: 1 })).data;
    expect(event?.data.object).toMatchObject({ id: customer.id });
    expect(received).toHaveLength(0);
    await control("resend", { eventId: event?.id });
    await expect.poll(() => receivedTypes(), soon).toEqual(["customer.created"]);
  });

  test("can be forged: wrong secret, old signature, a changed byte", async () => {
    for (const fault of [{ secret: "whsec_other" }, { timestampOffsetSeconds: -301 }, { tamper: true }]) {
      await control("emit", { type: "invoice.paid", object: { id: "in_forged" }, ...fault });
    }
    expect(received).toHaveLength(3);
    for (const { body, signature } of received)
      expect(() => stripe.webhooks.constructEvent(body, signature, stripeWebhookSecret)).toThrow();
  });
});

test("a second start remembers what the first one sold", async () => {
  const subscription = await subscribed();
  await running.close();
  running = await startStripe({ port: 0, stateDir, webhookUrl });
  stripe = client(running.url);
  expect((await stripe.subscriptions.retrieve(subscription.id)).id).toBe(subscription.id);
  expect((await stripe.prices.list({ lookup_keys: ["portico_team_monthly"] })).data).toHaveLength(1);
});
