import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { findLocationRow, insertLocation, type LocationRow } from "../store/location-store";
import { askForReading, generatedRef, type LocationInput, resolveLocation } from "./resolve-location";

/**
 * Has a file of a connected repository read beside those found by themselves.
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
    const row = {
      type,
      target,
      path,
      repositoryId: repository.id,
      entityRef: generatedRef({ type, target }),
    };
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
    await askForReading(db, ctx, [{ sourceId: repository.sourceId, externalIds: [repository.externalId] }]);
    return location;
  });
}
