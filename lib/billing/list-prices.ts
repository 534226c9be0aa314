import { PLANS } from "@/lib/entitlements";
import { logger } from "@/lib/platform/log";
import { type Amount, listRegistered, type PriceOf } from "@/lib/plugins";
import { askStripe } from "./stripe-client";

const FRESH_MS = 5 * 60_000;
// After a failure Stripe is left alone for a moment; a page never waits for it again and again.
const FAILED_MS = 10_000;
// A page waits for it: better no price than a page that hangs.
const QUICK = { timeout: 3_000, maxNetworkRetries: 0 };

export type PriceRow = { readonly id: string; readonly amount: Amount };
export type PriceBook = ReadonlyMap<string, PriceRow>;

type Kept = { readonly book: PriceBook | undefined; readonly until: number };
let kept: Kept = { book: undefined, until: 0 };
let reading: Promise<Kept> | undefined;

function lookupKeys(): readonly string[] {
  const plans = Object.values(PLANS).flatMap((plan) => plan.priceLookupKey ?? []);
  return [
    ...plans,
    ...listRegistered().flatMap(({ manifest }) => ("addon" in manifest.plan ? [manifest.plan.addon] : [])),
  ];
}

async function read(): Promise<Kept> {
  try {
    const keys = lookupKeys();
    const page = await askStripe("name its prices", (client) =>
      client.prices.list({ lookup_keys: [...keys], active: true, limit: 100 }, QUICK),
    );
    const plans = new Set(Object.values(PLANS).map((plan) => plan.priceLookupKey));
    const rows = page.data.flatMap((price): [string, PriceRow][] => {
      if (!price.lookup_key || price.unit_amount === null || !price.recurring) return [];
      const perSeat = plans.has(price.lookup_key);
      return [
        [
          price.lookup_key,
          {
            id: price.id,
            amount: {
              minor: price.unit_amount,
              currency: price.currency,
              interval: price.recurring.interval,
              perSeat,
            },
          },
        ],
      ];
    });
    return { book: new Map(rows), until: Date.now() + FRESH_MS };
  } catch (error) {
    logger().warn({ err: error }, "prices cannot be read; they are shown as unavailable");
    // An old price is not shown as today's: it might not be what is charged.
    return { book: undefined, until: Date.now() + FAILED_MS };
  }
}

/** Prices by lookup key as Stripe has them, at most five minutes old; undefined while Stripe does not answer. */
export async function listPrices(): Promise<PriceBook | undefined> {
  if (Date.now() < kept.until) return kept.book;
  reading ??= read().finally(() => {
    reading = undefined;
  });
  kept = await reading;
  return kept.book;
}

/** What a lookup key costs; the port that lib/plugins asks. */
export const priceOf: PriceOf = async (lookupKey) => (await listPrices())?.get(lookupKey)?.amount;
