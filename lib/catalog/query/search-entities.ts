import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { type SearchHit, searchRows } from "../store/search-store";

/**
 * What ⌘K shows while somebody types.
 *
 * @param text - any part of a name, title, description, tag or owner; several words must all be found
 */
export async function searchEntities(
  ctx: TenantContext,
  text: string,
  limit = 12,
): Promise<readonly SearchHit[]> {
  requirePermission(ctx, "catalog.entity.read");
  const term = text.trim().slice(0, 200);
  if (term === "") return [];
  return withTenantSql(ctx, (db) => searchRows(db, term, limit));
}
