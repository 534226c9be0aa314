import Stripe from "stripe";
import { z } from "zod";
import type { Delivery, Store } from "./store";
import type { StripeEvent } from "./types";

export const eventKnobsInput = z.strictObject({
  duplicate: z.boolean().default(false),
  reorder: z.boolean().default(false),
  drop: z.boolean().default(false),
  delayMs: z.number().int().min(0).default(0),
});
export type EventKnobs = z.output<typeof eventKnobsInput>;

/** Sends events to the portal, signed, until it answers 2xx. */
export interface Deliverer {
  knobs: EventKnobs;
  send(event: StripeEvent): void;
  /** Once more, whatever became of it before. */
  resend(event: StripeEvent): void;
  /** One attempt with exactly this body and signature; for forged ones. */
  post(payload: string, signature: string): Promise<number>;
  sign(payload: string, timestamp?: number, secret?: string): string;
  resume(): void;
  close(): void;
}

const waitsMs = [200, 400, 800, 1600, 3200, 5000, 5000, 10_000, 10_000, 30_000, 30_000, 60_000];
const reorderWindowMs = 400;
const attemptTimeoutMs = 20_000;

/** @param endpoint - full URL of the webhook door; undefined keeps events to be listed only */
export function createDeliverer(store: Store, endpoint: string | undefined, secret: string): Deliverer {
  const stripe = new Stripe("sk_test_unused", { telemetry: false });
  const timers = new Set<NodeJS.Timeout>();
  let held: StripeEvent[] = [];
  let closed = false;

  function later(delayMs: number, work: () => void): void {
    if (closed) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      work();
    }, delayMs);
    timers.add(timer);
  }

  function sign(payload: string, timestamp = Math.floor(Date.now() / 1000), key = secret): string {
    return stripe.webhooks.generateTestHeaderString({ payload, secret: key, timestamp });
  }

  async function post(payload: string, signature: string): Promise<number> {
    if (endpoint === undefined) return 0;
    try {
      const response = await fetch(endpoint, {
        method: "POST",
        headers: {
          "content-type": "application/json; charset=utf-8",
          "stripe-signature": signature,
          "user-agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
        },
        body: payload,
        redirect: "manual",
        signal: AbortSignal.timeout(attemptTimeoutMs),
      });
      await response.arrayBuffer();
      return response.status;
    } catch {
      // Nobody listening counts as a failed attempt, as it does at Stripe.
      return 0;
    }
  }

  async function attempt(event: StripeEvent, delivery: Delivery): Promise<void> {
    const payload = JSON.stringify(event, null, 2);
    const status = await post(payload, sign(payload));
    if (closed) return;
    delivery.attempts += 1;
    delivery.lastStatus = status;
    if (status >= 200 && status < 300) delivery.status = "delivered";
    else if (delivery.status === "pending") {
      const waitMs = waitsMs[delivery.attempts - 1];
      if (waitMs === undefined) delivery.status = "failed";
      else later(waitMs, () => void attempt(event, delivery));
    }
    store.changed();
  }

  function start(event: StripeEvent, delayMs: number): void {
    const delivery: Delivery = { eventId: event.id, status: "pending", attempts: 0, lastStatus: undefined };
    store.data.deliveries[event.id] = delivery;
    later(delayMs, () => void attempt(event, delivery));
    if (deliverer.knobs.duplicate) later(delayMs, () => void attempt(event, delivery));
  }

  const deliverer: Deliverer = {
    knobs: eventKnobsInput.parse({}),
    sign,
    post,
    send(event) {
      if (endpoint === undefined) return;
      const { drop, reorder, delayMs } = deliverer.knobs;
      if (drop) {
        store.data.deliveries[event.id] = {
          eventId: event.id,
          status: "dropped",
          attempts: 0,
          lastStatus: undefined,
        };
        return;
      }
      if (!reorder) return start(event, delayMs);
      held.push(event);
      if (held.length > 1) return;
      later(reorderWindowMs, () => {
        const backwards = held.reverse();
        held = [];
        for (const [index, one] of backwards.entries()) start(one, delayMs + index * 25);
      });
    },
    resend: (event) => start(event, 0),
    resume() {
      for (const delivery of Object.values(store.data.deliveries)) {
        const event = store.data.events[delivery.eventId];
        if (delivery.status === "pending" && event !== undefined && endpoint !== undefined) start(event, 0);
      }
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
  return deliverer;
}
