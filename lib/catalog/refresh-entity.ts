import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { isStorableText } from "@/lib/platform/types";
import { askForReading } from "./locations/resolve-location";
import { findEntityUid } from "./store/entity-store";
import { listReadableIdsOf } from "./store/location-store";

/**
 * Has the repositories that speak of an entity read again. One that was pushed or imported has none, and nothing happens.
 *
 * @throws AppError not_found - no such entity is served
 */
export async function refreshEntity(ctx: TenantContext, ref: string): Promise<void> {
  requirePermission(ctx, "catalog.entity.write");
  await withTenantSql(ctx, async (db) => {
    const canonical = ref.toLowerCase();
    if (!isStorableText(ref) || !(await findEntityUid(db, canonical)))
      throw new AppError("not_found", `No entity ${ref.slice(0, 255)} found`);
    await askForReading(db, ctx, await listReadableIdsOf(db, canonical));
  });
}
