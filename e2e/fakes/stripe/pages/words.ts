/** `$12.00`, or the code for other currencies. */
export function money(cents: number, currency: string): string {
  return new Intl.NumberFormat("en-US", { style: "currency", currency: currency.toUpperCase() }).format(
    cents / 100,
  );
}

/** `November 23, 2026` */
export function day(seconds: number): string {
  return new Intl.DateTimeFormat("en-US", { dateStyle: "long", timeZone: "UTC" }).format(
    new Date(seconds * 1000),
  );
}

export const strip =
  "Local stand-in for Stripe · test mode · no money moves · try 4242 4242 4242 4242, or 4000 0000 0000 0002 to be declined";
