import { createHmac, timingSafeEqual } from "node:crypto";
import { config } from "@/lib/platform/config";
import { asSystem } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { processDelivery } from "./jobs";
import { insertDelivery } from "./store/inbox-store";

/** GitHub never sends more. */
export const DELIVERY_BYTES_MAX = 25 * 1024 * 1024;

export type Delivery = {
  /** the exact bytes that were signed */
  readonly body: Uint8Array;
  readonly deliveryId: string | undefined;
  readonly event: string | undefined;
  readonly signature: string | undefined;
};

/** Whether the signature is HMAC-SHA-256 of exactly these bytes under the secret. Anything else, sha1 included, is a no. */
export function isSignedBy(secret: string, body: Uint8Array, signature: string | undefined): boolean {
  if (secret === "" || !signature || !/^sha256=[0-9a-f]{64}$/.test(signature)) return false;
  const expected = createHmac("sha256", secret).update(body).digest();
  return timingSafeEqual(expected, Buffer.from(signature.slice("sha256=".length), "hex"));
}

// Postgres' jsonb holds no NUL; GitHub's payloads carry customers' text, which may.
function asJsonText(body: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(body);
    JSON.parse(text);
    return text.replaceAll("\\u0000", "\\ufffd");
  } catch {
    return undefined;
  }
}

/**
 * Verifies a delivery and stores it; what it asks for is a job. The same delivery again does nothing, unless its first try failed.
 *
 * @param secret - the App's webhook secret; without one every delivery is refused
 * @throws AppError unauthenticated - not signed by GitHub with our secret; invalid_input - signed, but without id or JSON body
 */
export async function receiveWebhook(
  delivery: Delivery,
  secret = config().GITHUB_WEBHOOK_SECRET,
): Promise<{ readonly accepted: boolean }> {
  if (!secret || !isSignedBy(secret, delivery.body, delivery.signature)) {
    throw new AppError("unauthenticated", "The delivery is not signed with this App's webhook secret.");
  }
  const { deliveryId, event } = delivery;
  if (!deliveryId || !/^[\w-]{8,100}$/.test(deliveryId) || !event || !/^[a-z_]{2,60}$/.test(event)) {
    throw new AppError("invalid_input", "A delivery needs the headers X-GitHub-Delivery and X-GitHub-Event.");
  }
  const bodyText = asJsonText(delivery.body);
  if (bodyText === undefined)
    throw new AppError(
      "invalid_input",
      "The delivery's body is not JSON. Set the webhook's content type to application/json.",
    );
  return asSystem("receive-webhook", async (db) => {
    const inboxId = await insertDelivery(db, { deliveryId, event, bodyText });
    if (inboxId) await enqueue(db, processDelivery, { inboxId }, { requestId: deliveryId });
    return { accepted: inboxId !== undefined };
  });
}
