import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs";

/** Finds whom a stored Stripe event is about and asks for their sync. The event's content is never applied, so it may run twice. */
export const handleEvent = defineJob({
  name: "billing.handle-event",
  scope: "system",
  payload: z.strictObject({ inboxId: z.uuid() }),
  attemptsMax: 8,
  timeoutMs: 15_000,
  lane: "prompt",
});

/** Reads a tenant's subscriptions from Stripe and makes the entitlement equal to them. Repeating it changes nothing. */
export const syncCustomerJob = defineJob({
  name: "billing.sync-customer",
  scope: "tenant",
  payload: z.strictObject({}),
  dedupeKey: () => "sync",
  attemptsMax: 10,
  timeoutMs: 60_000,
  lane: "prompt",
});

/** Asks for a sync of every tenant that has a Stripe customer: heals whatever events never came. */
export const syncAllCustomers = defineJob({
  name: "billing.sync-all-customers",
  scope: "system",
  payload: z.strictObject({}),
  attemptsMax: 3,
  timeoutMs: 60_000,
  lane: "bulk",
});
