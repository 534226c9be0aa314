import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { listNames } from "../store/search-store";

/** Letter edits between two words, cut off at `max`. */
export function editDistance(a: string, b: string, max: number): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min(change, (previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    previous = row;
  }
  return previous[b.length] ?? max + 1;
}

/** The name closest to what was typed, for an empty result; undefined when nothing is near. */
export async function suggestName(ctx: TenantContext, text: string): Promise<string | undefined> {
  requirePermission(ctx, "catalog.entity.read");
  const term = text.toLowerCase();
  const max = term.length <= 4 ? 1 : term.length <= 8 ? 2 : 3;
  const names = await withTenantSql(ctx, (db) => listNames(db, term.length - max, term.length + max, 5_000));
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = editDistance(term, name, max);
    if (distance <= max && (!best || distance < best.distance)) best = { name, distance };
  }
  return best?.name;
}
