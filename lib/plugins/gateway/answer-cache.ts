import type { Json } from "@/lib/platform/types";

export type CachedAnswer = { readonly data: Json; readonly at: Date };
type Entry = { readonly answer: CachedAnswer; readonly until: number };

const ENTRIES_MAX = 2_000;

/**
 * Answers of vendors, for seconds, in this process. The key begins with the tenant and carries the install's last
 * change, so new settings never show old answers. Least recently used entries go first.
 */
export function makeAnswerCache(max = ENTRIES_MAX) {
  const entries = new Map<string, Entry>();
  const waiting = new Map<string, Promise<CachedAnswer>>();
  return {
    find(key: string, now: number): CachedAnswer | undefined {
      const entry = entries.get(key);
      if (!entry) return undefined;
      entries.delete(key);
      if (entry.until <= now) return undefined;
      entries.set(key, entry);
      return entry.answer;
    },
    /** Runs `load` once for callers that come together; keeps its answer for `seconds`, a failure not at all. */
    async load(key: string, seconds: number, load: () => Promise<CachedAnswer>): Promise<CachedAnswer> {
      const known = waiting.get(key);
      if (known) return known;
      const started = load().then((answer) => {
        if (seconds > 0) entries.set(key, { answer, until: Date.now() + seconds * 1_000 });
        for (const oldest of entries.keys()) {
          if (entries.size <= max) break;
          entries.delete(oldest);
        }
        return answer;
      });
      waiting.set(key, started);
      try {
        return await started;
      } finally {
        waiting.delete(key);
      }
    },
  };
}
