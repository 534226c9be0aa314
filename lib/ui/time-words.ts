const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** "just now", "12 min ago", "in 3 h", "5 d ago", "12 Mar", "12 Mar 2024". Days and dates are UTC, as on the server. */
export function timeWords(at: Date, now: Date): string {
  const past = now.getTime() - at.getTime();
  const span = Math.abs(past);
  const say = (amount: number, unit: string) =>
    past >= 0 ? `${amount} ${unit} ago` : `in ${amount} ${unit}`;
  if (span < 45_000) return past >= 0 ? "just now" : "in a moment";
  if (span < 60 * MINUTE_MS) return say(Math.max(1, Math.round(span / MINUTE_MS)), "min");
  if (span < 24 * HOUR_MS) return say(Math.round(span / HOUR_MS), "h");
  if (span < 14 * DAY_MS) return say(Math.round(span / DAY_MS), "d");
  const day = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()] ?? ""}`;
  return at.getUTCFullYear() === now.getUTCFullYear() ? day : `${day} ${at.getUTCFullYear()}`;
}

/** "2026-11-23 20:12:05 UTC": the same on server and client. */
export function exactTime(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
