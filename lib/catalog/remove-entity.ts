import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { isUuid } from "@/lib/platform/types";
import { announceEntities } from "./ingest/merge/announce";
import { causeOfActor } from "./model/cause";
import {
  findHeadOfUid,
  insertRevisions,
  lockCatalog,
  markOrphaned,
  raiseVersion,
} from "./store/entity-store";

/**
 * Takes an entity out of the catalog: from now on it is an orphan with body and history, until a source says something new of it
 * or somebody restores it. Unknown ids, another tenant's too, are no error: nothing is there afterwards either way.
 *
 * @param givenUid - in any case
 */
export async function removeEntity(ctx: TenantContext, givenUid: string): Promise<void> {
  requirePermission(ctx, "catalog.entity.write");
  const uid = givenUid.toLowerCase();
  if (!isUuid(uid)) return;
  await withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const head = await findHeadOfUid(db, uid);
    if (!head || head.orphaned) return;
    const { ref, version } = head;
    const cause = causeOfActor(ctx.actor);
    await markOrphaned(db, [uid], await raiseVersion(db));
    await insertRevisions(db, [{ uid, ref, version: version + 1, change: "removed", cause, diff: [] }]);
    await announceEntities(db, { writes: [], orphans: [head] });
    await recordAudit(db, ctx, { action: "catalog.entity.removed", target: ref, before: { uid } });
  });
}
