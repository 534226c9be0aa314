import type { Json, JsonObject } from "@/lib/platform/types";
import { refTexts } from "./check-spec";
import { DEFAULT_NAMESPACE, type Entity } from "./entity";
import { findKind, SORTED_FIELDS } from "./kinds";
import { canonicalRef } from "./ref";

/** A relation as one entity states it; `inverse` is what the target shows. */
export type Relation = {
  readonly field: string;
  readonly type: string;
  readonly inverse: string;
  readonly targetRef: string;
};

/** Relations an entity states, one per type and target, ordered by type and target. */
export function relationsOf(entity: Entity): readonly Relation[] {
  const namespace = entity.metadata.namespace ?? DEFAULT_NAMESPACE;
  const found = new Map<string, Relation>();
  for (const { field, type, inverse, defaultKind } of findKind(entity.kind)?.relations ?? []) {
    for (const text of refTexts(entity.spec?.[field])) {
      const targetRef = canonicalRef(text, { kind: defaultKind, namespace });
      if (targetRef) found.set(`${type} ${targetRef}`, { field, type, inverse, targetRef });
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, relation]) => relation);
}

/** Fills the namespace and sorts the arrays Backstage serves sorted. */
export function normaliseEntity(entity: Entity): Entity {
  const metadata = { ...entity.metadata, namespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE };
  if (!entity.spec) return { ...entity, metadata };
  return { ...entity, metadata, spec: sortLists(entity.spec) };
}

function sortLists(spec: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(spec).map(([key, value]) => [key, SORTED_FIELDS.includes(key) ? sorted(value) : value]),
  );
}

function sorted(value: Json | undefined): Json | undefined {
  if (!Array.isArray(value)) return value;
  return value.every((item) => typeof item === "string") ? [...value].sort() : value;
}
