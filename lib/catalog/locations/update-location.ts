import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { isUuid } from "@/lib/platform/types";
import { causeOfActor } from "../model/cause";
import {
  findLocationRow,
  type LocationRow,
  listReadableIds,
  updateLocationRow,
} from "../store/location-store";
import { askForReading, type LocationInput, resolveLocation } from "./resolve-location";
import { writeLocationEntities } from "./write-location-entities";

export function locationNotFound(id: string): AppError {
  return new AppError("not_found", `Found no location with ID ${id.slice(0, 100)}`);
}

/** Points a location elsewhere; it keeps its id and its entity's name. @throws AppError not_found, conflict, invalid_input */
export async function updateLocation(
  ctx: TenantContext,
  givenId: string,
  input: LocationInput,
): Promise<LocationRow> {
  requirePermission(ctx, "catalog.source.manage");
  const id = givenId.toLowerCase();
  if (!isUuid(id)) throw locationNotFound(id);
  return withTenantSql(ctx, async (db) => {
    const before = await findLocationRow(db, { id });
    if (!before) throw locationNotFound(id);
    const { type, target, repository, path } = await resolveLocation(db, ctx, input);
    const other = await findLocationRow(db, { type, target });
    if (other && other.id !== id) throw new AppError("conflict", `Location ${type}:${target} already exists`);
    const { presence } = input;
    const row = { type, target, path, presence, repositoryId: repository.id };
    const updated = await updateLocationRow(db, id, row);
    if (!updated) throw locationNotFound(id);
    const { repositoryBefore, ...location } = updated;
    const given = { type, target };
    await recordAudit(db, ctx, { action: "catalog.location.updated", target: id, before, after: given });
    await writeLocationEntities(db, [id], causeOfActor(ctx.actor));
    await askForReading(db, ctx, await listReadableIds(db, [repositoryBefore, repository.id]));
    return location;
  });
}
