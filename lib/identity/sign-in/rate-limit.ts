/**
 * Fixed windows in this process's memory. Enough to stop guessing and mail floods from one server; with several web
 * processes the limits add up, which still bounds them. Counters of ended windows are dropped when the map grows.
 */
export type RateLimiter = { readonly take: (key: string, now?: number) => boolean };

const KEYS_MAX = 20_000;
const SWEEP_EVERY_MS = 1_000;

/** @returns a limiter whose `take` is false once `limit` calls for a key were made inside `windowMs` */
export function makeRateLimiter(limit: number, windowMs: number): RateLimiter {
  const windows = new Map<string, { endsAt: number; count: number }>();
  let sweptAt = Number.NEGATIVE_INFINITY;

  function sweep(now: number): void {
    // A flood must not buy a walk over the whole map with each request.
    if (windows.size < KEYS_MAX || now - sweptAt < SWEEP_EVERY_MS) return;
    sweptAt = now;
    for (const [key, window] of windows) if (window.endsAt <= now) windows.delete(key);
  }

  return {
    take(key, now = Date.now()) {
      const open = windows.get(key);
      if (open && open.endsAt > now) {
        open.count += 1;
        return open.count <= limit;
      }
      sweep(now);
      // A map full of running windows is a flood: refuse new keys rather than forget old ones.
      if (windows.size >= KEYS_MAX) return false;
      windows.set(key, { endsAt: now + windowMs, count: 1 });
      return limit > 0;
    },
  };
}

const QUARTER_HOUR_MS = 15 * 60_000;
const perAddress = makeRateLimiter(8, QUARTER_HOUR_MS);
const perClient = makeRateLimiter(100, QUARTER_HOUR_MS);
const failuresNoted = makeRateLimiter(20, QUARTER_HOUR_MS);

/** Whether one more sign-in link may go to this address, asked for by this client. */
export function mayRequestLink(email: string, clientAddress: string): boolean {
  // Both are counted, so that a refused address still uses up its client's share.
  const addressAllows = perAddress.take(email);
  return perClient.take(clientAddress) && addressAllows;
}

/** Whether a failed SSO sign-in is still worth a line in the tenant's audit. */
export function mayNoteFailure(connectionId: string): boolean {
  return failuresNoted.take(connectionId);
}

const signUps = makeRateLimiter(30, QUARTER_HOUR_MS);
const slugChecks = makeRateLimiter(400, QUARTER_HOUR_MS);

export function mayStartSignUp(clientAddress: string): boolean {
  return signUps.take(clientAddress);
}

export function mayCheckSlug(clientAddress: string): boolean {
  return slugChecks.take(clientAddress);
}
