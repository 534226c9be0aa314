import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { findRefByAlias } from "../store/trust-store";

/** Where an entity that had this name before is now; its old addresses lead there. */
export async function findMovedEntity(ctx: TenantContext, ref: string): Promise<string | undefined> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, (db) => findRefByAlias(db, ref.toLowerCase()));
}
