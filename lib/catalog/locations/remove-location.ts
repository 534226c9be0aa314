import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { isUuid } from "@/lib/platform/types";
import { causeOfActor } from "../model/cause";
import { deleteLocationRow, listReadableIds } from "../store/location-store";
import { askForReading } from "./resolve-location";
import { locationNotFound } from "./update-location";
import { writeLocationEntities } from "./write-location-entities";

/**
 * Takes a location back. Its own entity goes at once; those that only its file gives become orphans when its repository is read
 * next, which is asked for.
 */
export async function removeLocation(ctx: TenantContext, givenId: string): Promise<void> {
  requirePermission(ctx, "catalog.source.manage");
  const id = givenId.toLowerCase();
  if (!isUuid(id)) throw locationNotFound(id);
  await withTenantSql(ctx, async (db) => {
    const removed = await deleteLocationRow(db, id);
    if (!removed) throw locationNotFound(id);
    const { type, target, repositoryId } = removed;
    await recordAudit(db, ctx, { action: "catalog.location.removed", target: id, before: { type, target } });
    await writeLocationEntities(db, [id], causeOfActor(ctx.actor));
    await askForReading(db, ctx, await listReadableIds(db, [repositoryId]));
  });
}
