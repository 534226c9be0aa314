import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { isIn } from "../served/ask/predicate";
import { openServed } from "../served/open-served";
import type { ServedRow } from "../served/served-catalog";

/** Where a graph may well begin: domains and systems, then teams, then anything. */
const KINDS = ["domain", "system", "group"];

/** Entities to begin a graph with, for the page without one. */
export async function suggestRoots(ctx: TenantContext, limit = 12): Promise<readonly ServedRow[]> {
  requirePermission(ctx, "catalog.entity.read");
  const served = await openServed(ctx);
  const found: ServedRow[] = [];
  for (const kind of KINDS) {
    const { ordinals } = await served.select({
      where: isIn("kind", [kind]),
      order: [{ field: "metadata.name", direction: "asc" }],
      limit: Math.min(6, limit - found.length),
    });
    found.push(...ordinals.map((ordinal) => served.row(ordinal)));
  }
  return found;
}
