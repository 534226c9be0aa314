import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { editDistance } from "../model/edit-distance";
import { listNames } from "../store/search-store";

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
