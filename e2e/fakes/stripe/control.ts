import type { Context, Hono } from "hono";
import { z } from "zod";
import type { NodeEnv } from "../kit/serve";
import { createCard } from "./cards";
import { runUntil } from "./clock";
import { type Deliverer, eventKnobsInput } from "./deliver";
import { apiVersion, type Store } from "./store";

const clockInput = z.strictObject({
  advanceSeconds: z.number().int().min(0).optional(),
  to: z.number().int().optional(),
});
const resendInput = z.strictObject({ eventId: z.string() });
const cardInput = z.strictObject({ customer: z.string(), number: z.string() });
const settingsInput = z.strictObject({ afterRetries: z.enum(["unpaid", "cancel"]) });
const emitInput = z.strictObject({
  id: z.string().optional(),
  type: z.string(),
  object: z.record(z.string(), z.unknown()),
  created: z.number().int().optional(),
  livemode: z.boolean().default(false),
  account: z.string().optional(),
  /** Signs with another secret than the portal's. */
  secret: z.string().optional(),
  /** Added to the signature's time; -301 is just too old. */
  timestampOffsetSeconds: z.number().int().default(0),
  /** Changes one byte after signing. */
  tamper: z.boolean().default(false),
  unsigned: z.boolean().default(false),
});

async function read<S extends z.ZodType>(c: Context, schema: S): Promise<z.output<S> | Response> {
  const parsed = schema.safeParse(await c.req.json());
  return parsed.success ? parsed.data : c.json({ error: z.prettifyError(parsed.error) }, 400);
}

function mountEvents(app: Hono<NodeEnv>, store: Store, deliverer: Deliverer): void {
  app.post("/_control/events", async (c) => {
    const input = await read(c, eventKnobsInput);
    if (input instanceof Response) return input;
    deliverer.knobs = input;
    return c.json(input);
  });
  app.get("/_control/events", (c) =>
    c.json({
      knobs: deliverer.knobs,
      deliveries: Object.values(store.data.deliveries),
      events: Object.values(store.data.events),
    }),
  );
  app.post("/_control/resend", async (c) => {
    const input = await read(c, resendInput);
    if (input instanceof Response) return input;
    const event = store.data.events[input.eventId];
    if (event === undefined) return c.json({ error: `No such event: '${input.eventId}'` }, 404);
    deliverer.resend(event);
    return c.json({ ok: true });
  });
  app.post("/_control/emit", async (c) => {
    const input = await read(c, emitInput);
    if (input instanceof Response) return input;
    const event = {
      id: input.id ?? store.newId("evt"),
      object: "event",
      api_version: apiVersion,
      created: input.created ?? store.now(),
      data: { object: input.object },
      livemode: input.livemode,
      pending_webhooks: 1,
      request: { id: null, idempotency_key: null },
      type: input.type,
      ...(input.account === undefined ? {} : { account: input.account }),
    };
    const payload = JSON.stringify(event, null, 2);
    const signature = input.unsigned
      ? ""
      : deliverer.sign(payload, Math.floor(Date.now() / 1000) + input.timestampOffsetSeconds, input.secret);
    const status = await deliverer.post(
      input.tamper ? payload.replace('"object": "event"', '"object": "evenT"') : payload,
      signature,
    );
    return c.json({ eventId: event.id, status });
  });
}

/** `/_control/*`: the clock, the events, a customer's card, and what the double remembers. */
export function mountControl(app: Hono<NodeEnv>, store: Store, deliverer: Deliverer): void {
  mountEvents(app, store, deliverer);
  app.get("/_control/state", (c) => c.json({ now: store.now(), ...store.data }));
  app.get("/_control/clock", (c) => c.json({ now: store.now() }));
  app.post("/_control/clock", async (c) => {
    const input = await read(c, clockInput);
    if (input instanceof Response) return input;
    const happened = runUntil(store, input.to ?? store.now() + (input.advanceSeconds ?? 0));
    return c.json({ now: store.now(), happened });
  });
  app.post("/_control/settings", async (c) => {
    const input = await read(c, settingsInput);
    if (input instanceof Response) return input;
    store.data.afterRetries = input.afterRetries;
    store.changed();
    return c.json(input);
  });
  app.post("/_control/card", async (c) => {
    const input = await read(c, cardInput);
    if (input instanceof Response) return input;
    const customer = store.data.customers[input.customer];
    if (customer === undefined) return c.json({ error: `No such customer: '${input.customer}'` }, 404);
    const method = createCard(store, {
      number: input.number,
      customer: customer.id,
      name: customer.name,
      email: customer.email,
    });
    customer.invoice_settings.default_payment_method = method.id;
    for (const subscription of Object.values(store.data.subscriptions)) {
      if (subscription.customer === customer.id) subscription.default_payment_method = method.id;
    }
    return c.json({ paymentMethod: method.id });
  });
}
