/** A price as it is charged; `minor` in the currency's smallest unit. */
export type Amount = {
  readonly minor: number;
  readonly currency: string;
  readonly interval: string;
  readonly perSeat: boolean;
};

/** Asks what a price costs today; undefined when the till does not answer or does not know it. lib/billing has the real one. */
export type PriceOf = (lookupKey: string) => Promise<Amount | undefined>;

/** "$29 per seat and month". */
export function formatAmount(amount: Amount): string {
  return `${formatMoney(amount.minor, amount.currency)} per ${amount.perSeat ? "seat and " : ""}${amount.interval}`;
}

/** "$29", "$29.50", "¥3,000": the currency's own number of decimals, none when they are zero. */
export function formatMoney(minor: number, currency: string): string {
  const format = new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    trailingZeroDisplay: "stripIfInteger",
  });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(minor / 10 ** digits);
}
