import { randomUUID } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { stripeSecretKey, stripeWebhookSecret } from "@/e2e/fakes/credentials";
import { startStripe } from "@/e2e/fakes/stripe";
import { readFeatures } from "@/lib/entitlements";
import type { TenantContext } from "@/lib/platform/context";
import { asSystem, withTenantSql } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";
import {
  openPortal,
  readBilling,
  receiveEvent,
  routeEvent,
  type StartCheckoutInput,
  startCheckout,
  syncCustomer,
  syncNow,
} from ".";

let till: Awaited<ReturnType<typeof startStripe>>;
let api: Stripe;

beforeAll(async () => {
  till = await startStripe({ port: 0, stateDir: await mkdtemp(join(tmpdir(), "billing-test-")) });
  vi.stubEnv("STRIPE_API_URL", till.url);
  vi.stubEnv("STRIPE_SECRET_KEY", stripeSecretKey);
  vi.stubEnv("STRIPE_WEBHOOK_SECRET", stripeWebhookSecret);
  const url = new URL(till.url);
  api = new Stripe(stripeSecretKey, {
    host: url.hostname,
    port: url.port,
    protocol: "http",
    telemetry: false,
  });
});
afterAll(() => till.close());

const features = (ctx: TenantContext) => withTenantSql(ctx, (db) => readFeatures(db));
const customerOf = async (ctx: TenantContext) => (await readBilling(ctx)).customer?.customerId ?? "";
const plansOf = async (ctx: TenantContext) =>
  (await api.subscriptions.list({ customer: await customerOf(ctx), status: "all" })).data;

async function pay(url: string, card = "4242 4242 4242 4242"): Promise<Response> {
  const form = new URLSearchParams({
    cardNumber: card,
    cardExpiry: "12 / 34",
    cardCvc: "123",
    expiry: "12/34",
    cvc: "123",
    cardName: "Ana",
  });
  return fetch(url, { method: "POST", body: form, redirect: "manual" });
}

/** Where the browser is sent. */
async function goTo(ctx: TenantContext, input: StartCheckoutInput): Promise<string> {
  const step = await startCheckout(ctx, input);
  if (step.kind !== "go") throw new Error(`to confirm: ${step.says}`);
  return step.url;
}

async function subscribe(ctx: TenantContext, plan: "team" | "business" = "team"): Promise<void> {
  const url = await goTo(ctx, { buy: { plan } });
  expect((await pay(url)).status).toBe(303);
}

function signed(
  event: object,
  options: { secret?: string; at?: number } = {},
): { body: Uint8Array; signature: string } {
  const payload = JSON.stringify(event);
  const timestamp = options.at ?? Math.floor(Date.now() / 1000);
  return {
    body: new TextEncoder().encode(payload),
    signature: Stripe.webhooks.generateTestHeaderString({
      payload,
      secret: options.secret ?? stripeWebhookSecret,
      timestamp,
    }),
  };
}
const eventOf = (customer: string, more: object = {}) => ({
  id: `evt_${randomUUID()}`,
  object: "event",
  type: "customer.subscription.updated",
  livemode: false,
  created: 1,
  data: { object: { object: "subscription", id: "sub_x", customer, status: "active" } },
  ...more,
});
const inboxOf = (eventId: string) =>
  asSystem("test", (db) =>
    db.sql<{ id: string; status: string }>(
      "SELECT id::text, status FROM webhook_inbox WHERE delivery_id = $1",
      [eventId],
    ),
  );
const waitingSyncs = (ctx: TenantContext) =>
  asSystem("test", (db) =>
    db.sql(
      "SELECT 1 FROM outbox WHERE tenant_id = $1::uuid AND job = 'billing.sync-customer' AND status = 'pending'",
      [ctx.tenantId],
    ),
  );

describe("events", () => {
  it("refuses what Stripe did not sign for us, and stores nothing of it", async () => {
    const event = eventOf("cus_x");
    const good = signed(event);
    const forged = [
      signed(event, { secret: "whsec_other" }),
      { ...good, body: new TextEncoder().encode(JSON.stringify(event).replace("active", "Active")) },
      signed(event, { at: Math.floor(Date.now() / 1000) - 301 }),
      signed({ ...event, livemode: true }),
      signed({ ...event, account: "acct_other" }),
      { ...good, signature: "" },
    ];
    for (const { body, signature } of forged)
      await expect(receiveEvent(body, signature)).rejects.toMatchObject({ code: "invalid_input" });
    expect(await inboxOf(event.id)).toEqual([]);
  });

  it("keeps one of ten copies that come at once, and asks for one sync", async () => {
    const { ctx } = await makeTenant();
    await startCheckout(ctx, { buy: { plan: "team" } });
    const event = eventOf(await customerOf(ctx));
    const { body, signature } = signed(event);
    const answers = await Promise.all(Array.from({ length: 10 }, () => receiveEvent(body, signature)));
    expect(answers.filter((answer) => answer.accepted)).toHaveLength(1);
    const [row] = await inboxOf(event.id);
    await Promise.all([routeEvent(row?.id ?? ""), routeEvent(row?.id ?? "")]);
    expect(await waitingSyncs(ctx)).toHaveLength(1);
    expect((await inboxOf(event.id))[0]?.status).toBe("processed");
  });

  it("ignores an event about a customer of nobody", async () => {
    const event = eventOf("cus_stranger");
    const { body, signature } = signed(event);
    await receiveEvent(body, signature);
    await routeEvent((await inboxOf(event.id))[0]?.id ?? "");
    expect((await inboxOf(event.id))[0]?.status).toBe("ignored");
  });

  it("ends in Stripe's state in whatever order events come, late ones and repeated ones included", async () => {
    const { ctx } = await makeTenant();
    await subscribe(ctx);
    const customer = await customerOf(ctx);
    const make = (kind: string) =>
      eventOf(customer, {
        type: `customer.subscription.${kind}`,
        data: {
          object: { object: "subscription", customer, status: kind === "deleted" ? "canceled" : "active" },
        },
      });
    const kinds = ["created", "updated", "deleted"];
    const orders = kinds.flatMap((a) =>
      kinds.filter((b) => b !== a).map((b) => [a, b, ...kinds.filter((c) => c !== a && c !== b)]),
    );
    for (const order of orders) {
      for (const event of order.map(make)) {
        const { body, signature } = signed(event);
        await receiveEvent(body, signature);
        await routeEvent((await inboxOf(event.id))[0]?.id ?? "");
      }
      await syncCustomer(ctx);
      expect((await features(ctx)).plan).toBe("team");
    }
  });

  it("stores what cannot change a purchase, and does nothing about it", async () => {
    const { ctx } = await makeTenant();
    await startCheckout(ctx, { buy: { plan: "team" } });
    const event = eventOf(await customerOf(ctx), { type: "invoice.created" });
    const { body, signature } = signed(event);
    await receiveEvent(body, signature);
    expect((await inboxOf(event.id))[0]?.status).toBe("ignored");
    expect(await waitingSyncs(ctx)).toHaveLength(0);
  });
});

describe("buying", () => {
  it("opens the plan only when Stripe says it is paid", async () => {
    const { ctx } = await makeTenant();
    const url = await goTo(ctx, { buy: { plan: "team" }, plugin: "sonarqube" });
    await syncCustomer(ctx);
    expect((await features(ctx)).plan).toBe("free");
    const answer = await pay(url);
    expect(answer.headers.get("location")).toContain(
      `/${ctx.slug}/settings/billing/return?want=team&plugin=sonarqube`,
    );
    await syncCustomer(ctx);
    expect((await features(ctx)).plan).toBe("team");
  });

  it("stays on Free with a declined card, and the same page takes another", async () => {
    const { ctx } = await makeTenant();
    const url = await goTo(ctx, { buy: { plan: "team" } });
    expect((await pay(url, "4000 0000 0000 0002")).status).toBe(402);
    await syncCustomer(ctx);
    expect((await features(ctx)).plan).toBe("free");
    expect((await pay(url)).status).toBe(303);
    await syncCustomer(ctx);
    expect((await features(ctx)).plan).toBe("team");
  });

  it("makes one subscription of a double click and two tabs", async () => {
    const { ctx } = await makeTenant();
    const clicks = await Promise.all(Array.from({ length: 5 }, () => goTo(ctx, { buy: { plan: "team" } })));
    expect(new Set(clicks).size).toBe(1);
    const again = await goTo(ctx, { buy: { plan: "team" } });
    expect(again).toBe(clicks[0]);
    const other = await goTo(ctx, { buy: { plan: "business" } });
    expect((await pay(again)).status).toBe(410);
    await Promise.all([pay(other), pay(other)]);
    expect(await plansOf(ctx)).toHaveLength(1);
    await expect(startCheckout(ctx, { buy: { plan: "business" } })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  it("changes a running subscription instead of adding one", async () => {
    const { ctx } = await makeTenant();
    await subscribe(ctx);
    expect(await startCheckout(ctx, { buy: { plan: "business" } })).toMatchObject({
      kind: "confirm",
      says: expect.stringContaining("$29"),
    });
    expect((await features(ctx)).plan).toBe("free");
    const url = await goTo(ctx, { buy: { plan: "business" }, confirmed: true });
    expect(url).toContain("/settings/billing/return");
    expect((await features(ctx)).plan).toBe("business");
    expect(await plansOf(ctx)).toHaveLength(1);
  });

  it("is for who may manage billing", async () => {
    const tenant = await makeTenant();
    const viewer = await tenant.as("viewer");
    for (const attempt of [
      () => startCheckout(viewer, { buy: { plan: "team" } }),
      () => openPortal(viewer),
      () => readBilling(viewer),
      () => syncNow(viewer),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(openPortal(tenant.ctx)).rejects.toMatchObject({ code: "precondition" });
  });

  it("opens nothing for another tenant", async () => {
    const [first, second] = [await makeTenant(), await makeTenant()];
    await subscribe(first.ctx);
    await syncCustomer(first.ctx);
    expect(await syncCustomer(second.ctx)).toBeUndefined();
    expect((await features(second.ctx)).plan).toBe("free");
  });
});

describe("keeping in step", () => {
  it("closes with the cancellation, and late syncs do not open again", async () => {
    const { ctx } = await makeTenant();
    await subscribe(ctx);
    await syncCustomer(ctx);
    const [running] = await plansOf(ctx);
    await api.subscriptions.update(running?.id ?? "", { cancel_at_period_end: true });
    await syncCustomer(ctx);
    expect((await features(ctx)).plan).toBe("team");
    await api.subscriptions.cancel(running?.id ?? "");
    await Promise.all([syncCustomer(ctx), syncCustomer(ctx), syncCustomer(ctx)]);
    expect((await features(ctx)).plan).toBe("free");
    expect((await readBilling(ctx)).customer?.subscription?.status).toBe("canceled");
  });

  it("writes one audit row for one change, however often it syncs", async () => {
    const { ctx } = await makeTenant();
    await subscribe(ctx);
    await Promise.all(Array.from({ length: 6 }, () => syncCustomer(ctx)));
    const rows = await withTenantSql(ctx, (db) =>
      db.sql(
        "SELECT 1 FROM audit_event WHERE tenant_id = $1::uuid AND action = 'entitlements.plan.changed'",
        [ctx.tenantId],
      ),
    );
    expect(rows).toHaveLength(1);
  });
});
