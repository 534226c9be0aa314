const RECENT_MAX = 8;
const keyOf = (tenant: string) => `portico.searches.${tenant}`;

/** What this browser searched in this tenant, the last first. Empty where storage is not allowed. */
export function listRecent(tenant: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(tenant)) ?? "[]");
    return Array.isArray(kept) ? kept.filter((text) => typeof text === "string").slice(0, RECENT_MAX) : [];
  } catch {
    // A browser without storage, or a value that is not ours: nothing is lost but a convenience.
    return [];
  }
}

/** Keeps a search for the next time; the same one is kept once. */
export function rememberSearch(tenant: string, text: string): void {
  const words = text.trim().slice(0, 200);
  if (words === "") return;
  const next = [words, ...listRecent(tenant).filter((other) => other !== words)].slice(0, RECENT_MAX);
  try {
    localStorage.setItem(keyOf(tenant), JSON.stringify(next));
  } catch {
    // As above.
  }
}
