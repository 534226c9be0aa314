/** Whole percent, never 100 while something is missing. */
export function shareOf({ live, owned }: { readonly live: number; readonly owned: number }): number {
  if (live === 0) return 0;
  return owned === live ? 100 : Math.min(99, Math.round((owned / live) * 100));
}
