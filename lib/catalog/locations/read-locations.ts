import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { isUuid } from "@/lib/platform/types";
import { parseLocationRef } from "../model/location-ref";
import { parsePredicate } from "../served/ask/parse-predicate";
import { fold, type Predicate } from "../served/ask/predicate";
import { findLocationRow, type LocationRow, listLocationRows } from "../store/location-store";
import { findServedEntity } from "../wire/read-served";
import { locationNotFound } from "./update-location";

/** Every registered location, by id. */
export async function listLocations(ctx: TenantContext): Promise<readonly LocationRow[]> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, listLocationRows);
}

/** @throws AppError not_found - also for an id that is no UUID, for which Backstage fails */
export async function getLocation(ctx: TenantContext, givenId: string): Promise<LocationRow> {
  requirePermission(ctx, "catalog.entity.read");
  const id = givenId.toLowerCase();
  const location = isUuid(id) ? await withTenantSql(ctx, (db) => findLocationRow(db, { id })) : undefined;
  if (!location) throw locationNotFound(id);
  return location;
}

const ORIGIN = "backstage.io/managed-by-origin-location";

/** The registered location an entity says it was read from. @throws AppError not_found */
export async function getLocationOfEntity(ctx: TenantContext, ref: string): Promise<LocationRow> {
  const body = await findServedEntity(ctx, { ref });
  if (!body) throw new AppError("not_found", `No entity ${ref} found`);
  const { metadata }: { metadata?: { annotations?: Record<string, string> } } = JSON.parse(
    body.toString("utf8"),
  );
  const origin = parseLocationRef(metadata?.annotations?.[ORIGIN] ?? "");
  const location = origin && (await withTenantSql(ctx, (db) => findLocationRow(db, origin)));
  if (!location) throw new AppError("not_found", `${ref} comes from no registered location`);
  return location;
}

const KEYS: ReadonlyMap<string, keyof LocationRow> = new Map([
  ["id", "id"],
  ["type", "type"],
  ["target", "target"],
  ["entityref", "entityRef"],
]);

function matches(location: LocationRow, predicate: Predicate): boolean {
  if (predicate.kind === "all") return predicate.of.every((part) => matches(location, part));
  if (predicate.kind === "any") return predicate.of.some((part) => matches(location, part));
  if (predicate.kind === "not") return !matches(location, predicate.of);
  // Words are asked by our own search box only; no request can state them.
  if (predicate.kind === "words") return false;
  const key = KEYS.get(predicate.key);
  if (!key)
    throw new AppError(
      "invalid_input",
      `Locations have no field "${predicate.key}"; they have ${[...KEYS.values()].join(", ")}`,
    );
  const value = fold(location[key]);
  if (predicate.kind === "exists") return true;
  return predicate.kind === "in" ? predicate.values.includes(value) : value.startsWith(predicate.prefix);
}

// Asked of a field that does not exist, a predicate is refused even while there are no locations.
const SAMPLE: LocationRow = { id: "", type: "", target: "", entityRef: "" };

/**
 * A page of locations, by id.
 *
 * @param input.query - a predicate over id, type, target and entityRef
 * @param input.after - id of the page before's last
 */
export async function queryLocations(
  ctx: TenantContext,
  input: { readonly limit: number; readonly query?: unknown; readonly after?: string | undefined },
): Promise<{ items: readonly LocationRow[]; totalItems: number; after: string | undefined }> {
  const predicate = input.query === undefined ? undefined : parsePredicate(input.query);
  if (predicate) matches(SAMPLE, predicate);
  const all = await listLocations(ctx);
  const found = predicate ? all.filter((location) => matches(location, predicate)) : all;
  const from = input.after === undefined ? 0 : found.findIndex(({ id }) => id > (input.after ?? ""));
  const items = from < 0 ? [] : found.slice(from, from + input.limit);
  const last = from >= 0 && from + items.length < found.length ? items.at(-1)?.id : undefined;
  return { items, totalItems: found.length, after: last };
}
