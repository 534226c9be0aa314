import type { Json, JsonObject } from "@/lib/platform/types";
import { refTexts } from "./check-spec";
import { DEFAULT_NAMESPACE, type Entity } from "./entity";
import { BUILT_IN, type KindSet, SORTED_FIELDS } from "./kinds";
import { canonicalRef } from "./ref";

/** A relation as one entity states it; `inverse` is what the target shows. */
export type Relation = {
  readonly field: string;
  readonly type: string;
  readonly inverse: string;
  readonly targetRef: string;
};

function byTypeAndTarget(a: Relation, b: Relation): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  return a.targetRef < b.targetRef ? -1 : a.targetRef > b.targetRef ? 1 : 0;
}

/**
 * Relations an entity states, one per type and target, ordered by type and target.
 *
 * @param kinds - the tenant's; Backstage's own when not given
 */
export function relationsOf(entity: Entity, kinds: KindSet = BUILT_IN): readonly Relation[] {
  const rules = kinds.find(entity.kind)?.relations;
  if (!rules || !entity.spec) return [];
  const defaults = { kind: "", namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE };
  const found: Relation[] = [];
  for (const { field, type, inverse, defaultKind = "" } of rules) {
    const value = entity.spec[field];
    if (value === undefined) continue;
    defaults.kind = defaultKind;
    for (const text of refTexts(value)) {
      const targetRef = canonicalRef(text, defaults);
      if (targetRef) found.push({ field, type, inverse, targetRef });
    }
  }
  if (found.length < 2) return found;
  found.sort(byTypeAndTarget);
  return found.filter((relation, index) => {
    const before = found[index - 1];
    return !before || byTypeAndTarget(before, relation) !== 0;
  });
}

/** Fills the namespace and sorts the arrays Backstage serves sorted. Gives the same object when there is nothing to do. */
export function normaliseEntity(entity: Entity): Entity {
  const spec = entity.spec && sortLists(entity.spec);
  if (entity.metadata.namespace !== undefined && spec === entity.spec) return entity;
  const metadata = { ...entity.metadata, namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE };
  return spec ? { ...entity, metadata, spec } : { ...entity, metadata };
}

function sortLists(spec: JsonObject): JsonObject {
  const lists: Record<string, Json> = {};
  let changed = false;
  for (const field of SORTED_FIELDS) {
    const value = spec[field];
    if (!Array.isArray(value) || isSorted(value)) continue;
    lists[field] = [...value].sort();
    changed = true;
  }
  return changed ? { ...spec, ...lists } : spec;
}

/** In order already, or not a list of texts, which is left as it is. */
function isSorted(list: readonly Json[]): boolean {
  let inOrder = true;
  for (let index = 0; index < list.length; index += 1) {
    const [before, item] = [list[index - 1], list[index]];
    if (typeof item !== "string") return true;
    if (typeof before === "string" && before > item) inOrder = false;
  }
  return inOrder;
}
