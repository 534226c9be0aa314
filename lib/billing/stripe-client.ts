import Stripe from "stripe";
import { config } from "@/lib/platform/config";
import { AppError, messageOf } from "@/lib/platform/errors";

let client: Stripe | undefined;

/**
 * The Stripe SDK, at the configured address.
 *
 * @throws AppError precondition - no key is configured
 */
export function stripe(): Stripe {
  client ??= connect();
  return client;
}

function connect(): Stripe {
  const { STRIPE_SECRET_KEY, STRIPE_API_URL } = config();
  if (!STRIPE_SECRET_KEY)
    throw new AppError(
      "precondition",
      "Payments are not set up on this server: STRIPE_SECRET_KEY is missing.",
    );
  const url = new URL(STRIPE_API_URL);
  const protocol = url.protocol === "http:" ? "http" : "https";
  return new Stripe(STRIPE_SECRET_KEY, {
    host: url.hostname,
    port: url.port || (protocol === "http" ? "80" : "443"),
    protocol,
    telemetry: false,
    maxNetworkRetries: 1,
    timeout: 8_000,
  });
}

/**
 * Calls Stripe and names its failures.
 *
 * @throws AppError upstream_failed - Stripe does not answer, or refuses; nothing was bought
 */
export async function askStripe<T>(what: string, call: (client: Stripe) => Promise<T>): Promise<T> {
  try {
    return await call(stripe());
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("upstream_failed", `Stripe did not ${what}. Nothing was charged; try again later.`, {
      cause: error,
      details: { reason: messageOf(error).slice(0, 200) },
    });
  }
}
