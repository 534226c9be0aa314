import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { openServed } from "../served/open-served";
import { listParentRefs } from "../store/ancestry-store";

export type Ancestor = {
  /** as it is served */
  readonly entity: Buffer;
  readonly parentEntityRefs: readonly string[];
};

export type Ancestry = { readonly rootEntityRef: string; readonly items: readonly Ancestor[] };

/**
 * Refs from an entity upwards, each once: itself, then what remains to be looked at is taken from the end, as Backstage does.
 *
 * @param parentsOf - refs of those that are served
 */
export function walkUp(root: string, parentsOf: (ref: string) => readonly string[]): readonly string[] {
  const seen = new Set([root]);
  const waiting = [root];
  const order: string[] = [];
  for (let ref = waiting.pop(); ref !== undefined; ref = waiting.pop()) {
    order.push(ref);
    for (const parent of parentsOf(ref)) {
      if (seen.has(parent)) continue;
      seen.add(parent);
      waiting.push(parent);
    }
  }
  return order;
}

/**
 * An entity and the Location entities it was read through: registered locations, and those that files declare.
 *
 * @param ref - in any case
 * @returns undefined when no such entity is served
 */
export async function readAncestry(ctx: TenantContext, ref: string): Promise<Ancestry | undefined> {
  const rootEntityRef = ref.toLowerCase();
  const served = await openServed(ctx);
  const parents = await withTenantSql(ctx, (db) => listParentRefs(db, rootEntityRef));
  const isServed = (one: string) => parents.has(one) && served.find(one) !== undefined;
  if (!isServed(rootEntityRef)) return undefined;
  const parentsOf = (one: string) => (parents.get(one) ?? []).filter(isServed);
  const refs = walkUp(rootEntityRef, parentsOf);
  const bodies = await served.bodies(refs.flatMap((one) => served.find(one) ?? []));
  const items = refs.flatMap((one, index): Ancestor[] => {
    const entity = bodies[index];
    return entity === undefined ? [] : [{ entity, parentEntityRefs: parentsOf(one) }];
  });
  // The entity itself may have been deleted in this moment.
  return bodies[0] === undefined ? undefined : { rootEntityRef, items };
}
