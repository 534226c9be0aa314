import Stripe from "stripe";
import { config } from "@/lib/platform/config";
import { asSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { handleEvent } from "./jobs";
import { insertEvent, settleEvent } from "./store/event-store";

/** Stripe's own tolerance. */
const TOLERANCE_SECONDS = 300;
const EVENT_BYTES_MAX = 1024 * 1024;

/** What can change what a tenant has paid for; a payment makes a dozen events, these are enough to read again. */
const TELLING =
  /^(customer\.(subscription\..+|deleted)|checkout\.session\.completed|invoice\.(paid|payment_failed))$/;

/**
 * Verifies an event and stores it; what follows is a job. The same event again does nothing.
 *
 * @param body - the exact bytes that were signed
 * @throws AppError invalid_input - forged, changed, older than 300 s, or of another mode or account; nothing is stored
 */
export async function receiveEvent(
  body: Uint8Array,
  signature: string | undefined,
): Promise<{ readonly accepted: boolean }> {
  const event = verify(body, signature);
  return asSystem("receive-event", async (db) => {
    const inboxId = await insertEvent(db, {
      id: event.id,
      type: event.type,
      bodyText: JSON.stringify(event).replaceAll("\\u0000", "\\ufffd"),
    });
    if (inboxId && !TELLING.test(event.type)) await settleEvent(db, inboxId, "ignored", undefined);
    else if (inboxId) await enqueue(db, handleEvent, { inboxId }, { requestId: event.id });
    return { accepted: inboxId !== undefined };
  });
}

function verify(body: Uint8Array, signature: string | undefined): Stripe.Event {
  const { STRIPE_WEBHOOK_SECRET, STRIPE_SECRET_KEY } = config();
  if (!STRIPE_WEBHOOK_SECRET)
    throw new AppError(
      "precondition",
      "Payments are not set up on this server: STRIPE_WEBHOOK_SECRET is missing.",
    );
  if (body.byteLength > EVENT_BYTES_MAX)
    throw new AppError("invalid_input", "The event is larger than 1 MiB.");
  let event: Stripe.Event;
  try {
    event = Stripe.webhooks.constructEvent(
      Buffer.from(body),
      signature ?? "",
      STRIPE_WEBHOOK_SECRET,
      TOLERANCE_SECONDS,
    );
  } catch (cause) {
    throw new AppError(
      "invalid_input",
      "The event is not signed with this server's Stripe webhook secret, or its signature is too old.",
      { cause },
    );
  }
  const live = STRIPE_SECRET_KEY?.includes("_live_") ?? false;
  if (event.livemode !== live)
    throw new AppError(
      "invalid_input",
      `The event is from ${event.livemode ? "live" : "test"} mode; this server uses the other.`,
    );
  if (event.account) throw new AppError("invalid_input", "The event is from a connected account.");
  return event;
}
