import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import type { Json } from "@/lib/platform/types";
import { tenantKinds } from "../kinds/load-kinds";
import { checkEntity } from "../model/check-entity";
import { parseLocationRef } from "../model/location-ref";

export type EntityProblem = { readonly name: "InputError"; readonly message: string };

/**
 * Checks an entity as ingest would, by the tenant's kinds, without storing it.
 *
 * @param location - where it is said to come from, `url:https://…`
 * @returns what is wrong with it, envelope first; nothing for a valid one
 */
export async function validateEntity(
  ctx: TenantContext,
  entity: Json,
  location: string,
): Promise<readonly EntityProblem[]> {
  requirePermission(ctx, "catalog.entity.read");
  const place = parseLocationRef(location);
  if (place?.type !== "url")
    return [
      {
        name: "InputError",
        message: `Invalid location ref "${location.slice(0, 200)}": write url:https://…`,
      },
    ];
  const { issues = [] } = checkEntity(entity, await tenantKinds(ctx));
  return issues.map(({ message, fix }) => ({ name: "InputError", message: `${message}. ${fix}` }));
}
