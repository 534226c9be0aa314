import { AppError } from "@/lib/platform/errors";

/** At once, and waiting, per key: one page of cards passes easily, a loop against one vendor does not take the process. */
const ACTIVE_MAX = 8;
const WAITING_MAX = 64;

type Line = { active: number; readonly waiting: (() => void)[] };

/**
 * Lets a few pass at a time for each key (a tenant's plugin), so that one vendor's slowness stays with one tenant's plugin.
 *
 * @throws AppError rate_limited - too many wait already
 */
export function makeTurnstile(activeMax = ACTIVE_MAX, waitingMax = WAITING_MAX) {
  const lines = new Map<string, Line>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const line = lines.get(key) ?? { active: 0, waiting: [] };
    lines.set(key, line);
    if (line.active >= activeMax) {
      if (line.waiting.length >= waitingMax)
        throw new AppError(
          "rate_limited",
          "Too many questions to this plugin are waiting. Try again in a moment.",
        );
      await new Promise<void>((resolve) => line.waiting.push(resolve));
    } else line.active += 1;
    try {
      return await work();
    } finally {
      const next = line.waiting.shift();
      // The place is handed on, so nobody slips in between.
      if (next) next();
      else line.active -= 1;
      if (line.active === 0) lines.delete(key);
    }
  };
}
