import { type ApiTokenHolder, verifyApiToken } from "@/lib/identity";
import { sha256 } from "@/lib/platform/crypto";

/** A revoked token must be refused within 5 s (security.md B6); this is all of it that remembering may use up. */
const KEPT_MS = 2_000;
const KEPT_MAX = 10_000;

type Verdict = { readonly untilMs: number; readonly holder: Promise<ApiTokenHolder | undefined> };

// Next's bundle and the machine API's are two copies of this module in one process.
const store = globalThis as typeof globalThis & { porticoTokenVerdicts?: Map<string, Verdict> };

function verdicts(): Map<string, Verdict> {
  store.porticoTokenVerdicts ??= new Map();
  return store.porticoTokenVerdicts;
}

/**
 * Whose token this is, asked at most once in two seconds however many requests carry it; the text itself is not kept.
 *
 * A refusal and a failed question are forgotten as soon as those who wait for them are told.
 *
 * @param ask - asks the database
 */
export function findTokenHolder(
  token: string,
  ask: typeof verifyApiToken = verifyApiToken,
  nowMs: number = Date.now(),
): Promise<ApiTokenHolder | undefined> {
  const known = verdicts();
  const key = sha256(token);
  const kept = known.get(key);
  if (kept && kept.untilMs > nowMs) return kept.holder;
  const holder = ask(token);
  const verdict = { untilMs: nowMs + KEPT_MS, holder };
  known.delete(key);
  known.set(key, verdict);
  const oldest = known.size > KEPT_MAX ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
  const forget = () => {
    if (known.get(key) === verdict) known.delete(key);
  };
  holder.then((found) => found ?? forget(), forget);
  return holder;
}
