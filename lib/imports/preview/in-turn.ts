import { AppError } from "@/lib/platform/errors";

/** Each preview has a process with its own memory: two at once are what a web process can spare. */
const ACTIVE_MAX = 2;
const WAITING_MAX = 20;
let active = 0;
const waiting: (() => void)[] = [];

/** Lets few previews run at a time. @throws AppError rate_limited - too many wait already */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (active >= ACTIVE_MAX) {
    if (waiting.length >= WAITING_MAX)
      throw new AppError("rate_limited", "Too many previews are waiting. Try again in a moment.");
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else active += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    // The place is handed on, so nobody slips in between.
    if (next) next();
    else active -= 1;
  }
}
