import type { Entity } from "../model/entity";
import type { KindSet } from "../model/kinds";
import { relationsOf } from "../model/relations";
import type { ServedCatalog, ServedRelation } from "../served/served-catalog";

export type RelationRow = {
  readonly sourceRef: string;
  readonly type: string;
  readonly targetRef: string;
  /** null where the other end is unknown, as are the two below */
  readonly title: string | null;
  readonly kind: string | null;
  readonly entityType: string | null;
};

/** A group of thousands is read on its own list, not on its page. */
const RELATIONS_MAX = 2_000;

/** Relations of one entity, both stated and incoming, each as seen from it. An entity that is not served has none. */
export function listRelations(served: ServedCatalog, ref: string): readonly RelationRow[] {
  const ordinal = served.find(ref);
  if (ordinal === undefined) return [];
  return served
    .relationsOf(ordinal)
    .slice(0, RELATIONS_MAX)
    .map((relation) => toRow(served, ref, relation));
}

/** What an entity that is not served stated last; what others state about it is not known. */
export function listLastRelations(
  served: ServedCatalog,
  entity: { readonly ref: string; readonly body: Entity },
  kinds: KindSet,
): readonly RelationRow[] {
  return relationsOf(entity.body, kinds)
    .slice(0, RELATIONS_MAX)
    .map(({ type, targetRef }) =>
      toRow(served, entity.ref, { type, targetRef, targetOrdinal: served.find(targetRef) }),
    );
}

function toRow(
  served: ServedCatalog,
  sourceRef: string,
  { type, targetRef, targetOrdinal }: ServedRelation,
): RelationRow {
  const target = targetOrdinal === undefined ? undefined : served.row(targetOrdinal);
  return {
    sourceRef,
    type,
    targetRef,
    title: target?.title ?? null,
    kind: target?.kind ?? null,
    entityType: target?.type ?? null,
  };
}
