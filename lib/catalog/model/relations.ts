import type { Json, JsonObject } from "@/lib/platform/types";
import { refTexts } from "./check-spec";
import { DEFAULT_NAMESPACE, type Entity, type EntityMetadata } from "./entity";
import { BUILT_IN, type KindSet, SORTED_FIELDS } from "./kinds";
import { canonicalRef } from "./ref";
import { isUnsafeUrl } from "./unsafe-url";

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

// A stored relation is three words. No name holds a blank, so such a target leads nowhere, escaped or not.
function asWord(ref: string): string {
  return /\s/.test(ref) ? ref.replace(/\s/g, encodeURIComponent) : ref;
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
      if (targetRef) found.push({ field, type, inverse, targetRef: asWord(targetRef) });
    }
  }
  if (found.length < 2) return found;
  found.sort(byTypeAndTarget);
  return found.filter((relation, index) => {
    const before = found[index - 1];
    return !before || byTypeAndTarget(before, relation) !== 0;
  });
}

/** Annotations whose value pages and clients open as an address. */
export const ADDRESS_ANNOTATIONS = ["backstage.io/view-url", "backstage.io/edit-url"] as const;
const REFUSED_ADDRESS = "about:blank#refused-for-security-reasons";

/**
 * Fills the namespace, sorts the arrays Backstage serves sorted, and takes addresses that are script out of the annotations clients open.
 * Gives the same object when there is nothing to do.
 */
export function normaliseEntity(entity: Entity): Entity {
  const spec = entity.spec && sortLists(entity.spec);
  const metadata = normaliseMetadata(entity.metadata);
  if (metadata === entity.metadata && spec === entity.spec) return entity;
  return spec ? { ...entity, metadata, spec } : { ...entity, metadata };
}

function normaliseMetadata(metadata: EntityMetadata): EntityMetadata {
  const { annotations } = metadata;
  const unsafe = annotations && ADDRESS_ANNOTATIONS.filter((key) => isUnsafeUrl(annotations[key] ?? ""));
  const safe =
    unsafe && unsafe.length > 0
      ? {
          ...metadata,
          annotations: { ...annotations, ...Object.fromEntries(unsafe.map((key) => [key, REFUSED_ADDRESS])) },
        }
      : metadata;
  return safe.namespace === undefined ? { ...safe, namespace: DEFAULT_NAMESPACE } : safe;
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
