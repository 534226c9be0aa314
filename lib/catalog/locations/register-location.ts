import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { causeOfActor } from "../model/cause";
import { findLocationRow, insertLocation, type LocationRow } from "../store/location-store";
import { askForReading, generatedRef, type LocationInput, resolveLocation } from "./resolve-location";
import { writeLocationEntities } from "./write-location-entities";

/**
 * Has a file of a connected repository read beside those found by themselves. Its Location entity is there at once.
 *
 * @param options.refresh - one that is registered already is read again, instead of refused
 * @throws AppError invalid_input - not such a file; conflict - registered already
 */
export async function registerLocation(
  ctx: TenantContext,
  input: LocationInput,
  options: { readonly refresh: boolean },
): Promise<LocationRow> {
  requirePermission(ctx, "catalog.source.manage");
  return withTenantSql(ctx, async (db) => {
    const { type, target, repository, path } = await resolveLocation(db, ctx, input);
    const entityRef = generatedRef({ type, target });
    await requireFreeName(db, entityRef, target);
    const { presence } = input;
    const row = { type, target, path, presence, repositoryId: repository.id, entityRef };
    const made = await insertLocation(db, row);
    const location = made ?? (options.refresh ? await findLocationRow(db, { type, target }) : undefined);
    if (!location)
      throw new AppError(
        "conflict",
        `Location ${type}:${target} already exists; it is read with every change.`,
      );
    if (made)
      await recordAudit(db, ctx, {
        action: "catalog.location.created",
        target: made.id,
        after: { type, target },
      });
    await writeLocationEntities(db, [location.id], causeOfActor(ctx.actor));
    await askForReading(db, ctx, [{ sourceId: repository.sourceId, externalIds: [repository.externalId] }]);
    return location;
  });
}

/** A location that was pointed elsewhere keeps its entity's name, which is made of the target it had first. */
async function requireFreeName(db: TenantSql, entityRef: string, target: string): Promise<void> {
  const holder = await findLocationRow(db, { entityRef });
  if (!holder || holder.target === target) return;
  throw new AppError(
    "conflict",
    `${entityRef} belongs to location ${holder.id}, which was registered with this target and points to ${holder.target} now. Point it back, or remove it first.`,
  );
}
