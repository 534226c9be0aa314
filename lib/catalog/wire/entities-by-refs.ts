import type { TenantContext } from "@/lib/platform/context";
import { openServed } from "../served/open-served";
import { parseFields } from "./prune-fields";
import { toPredicate } from "./query-entities";

export type ByRefsInput = {
  readonly entityRefs: readonly string[];
  readonly fields?: readonly string[] | undefined;
  readonly filter?: readonly string[] | undefined;
  readonly predicate?: unknown;
};

/** Entities in the order asked for; undefined for those that are missing or that the conditions leave out. */
export async function entitiesByRefs(
  ctx: TenantContext,
  input: ByRefsInput,
): Promise<readonly (Buffer | string | undefined)[]> {
  const prune = parseFields(input.fields);
  const where = toPredicate({
    filter: input.filter ? [...input.filter] : undefined,
    predicate: input.predicate,
  });
  const served = await openServed(ctx);
  const matching = where && new Set((await served.select({ where, limit: served.count })).ordinals);
  const ordinals = input.entityRefs.map((ref) => {
    const ordinal = served.find(ref.toLowerCase());
    return ordinal !== undefined && (matching?.has(ordinal) ?? true) ? ordinal : undefined;
  });
  const wanted = [...new Set(ordinals.filter((ordinal) => ordinal !== undefined))];
  const bodies = await served.bodies(wanted);
  const byOrdinal = new Map(wanted.map((ordinal, index) => [ordinal, bodies[index]]));
  return ordinals.map((ordinal) => {
    const body = ordinal === undefined ? undefined : byOrdinal.get(ordinal);
    return body && prune ? prune(body) : body;
  });
}
