import type { TenantSql } from "@/lib/platform/db";
import { applyFragments } from "../ingest/merge/apply-fragments";
import type { Cause } from "../model/cause";
import { lockCatalog } from "../store/entity-store";
import { listPlacedLocations } from "../store/location-store";
import { markArchived } from "../store/orphan-store";
import { upsertPortalSource } from "../store/overlay-store";
import { locationFragment, locationKey } from "./location-fragment";

/**
 * Makes the entities of these locations what their rows say, in the caller's transaction. A location without a row was taken
 * back: its entity leaves the catalog and is archived at once, since nobody has to decide about it.
 */
export async function writeLocationEntities(
  db: TenantSql,
  ids: readonly string[],
  cause: Cause,
): Promise<void> {
  if (ids.length === 0) return;
  await lockCatalog(db);
  const rows = await listPlacedLocations(db, ids);
  const applied = await applyFragments(db, {
    sourceId: await upsertPortalSource(db),
    scope: { kind: "keys", keys: ids.map(locationKey) },
    fragments: rows.map((row) => ({ ...locationFragment(row), repositoryId: undefined })),
    staleKeys: [],
    cause,
  });
  await markArchived(
    db,
    applied.orphans.map(({ uid }) => uid),
  );
}
