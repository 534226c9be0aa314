import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { isUuid } from "@/lib/platform/types";
import { deleteLocationRow, listReadableIds } from "../store/location-store";
import { askForReading } from "./resolve-location";
import { locationNotFound } from "./update-location";

/** Takes a location back: entities that only its file gives become orphans when its repository is read next, which is asked for. */
export async function removeLocation(ctx: TenantContext, id: string): Promise<void> {
  requirePermission(ctx, "catalog.source.manage");
  if (!isUuid(id)) throw locationNotFound(id);
  await withTenantSql(ctx, async (db) => {
    const removed = await deleteLocationRow(db, id);
    if (!removed) throw locationNotFound(id);
    const { type, target, repositoryId } = removed;
    await recordAudit(db, ctx, { action: "catalog.location.removed", target: id, before: { type, target } });
    await askForReading(db, ctx, await listReadableIds(db, [repositoryId]));
  });
}
