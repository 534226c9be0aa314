import type { RelationRow } from "@/lib/catalog";
import { RELATION_WORDS } from "../../../../../_components/relation-words";

export type RelatedEntity = {
  readonly ref: string;
  readonly title: string | undefined;
  readonly kind: string;
  readonly type: string | undefined;
};

/** Relations of one type: how many there are, and those that are shown. */
export type RelationGroup = {
  readonly type: string;
  readonly count: number;
  readonly shown: readonly RelatedEntity[];
};

/** @param visible - entities shown of each type */
export function groupRelations(
  relations: readonly RelationRow[],
  visible = Number.POSITIVE_INFINITY,
): readonly RelationGroup[] {
  const order = Object.keys(RELATION_WORDS);
  const types = [...new Set(relations.map((relation) => relation.type))];
  return types
    .sort((a, b) => order.indexOf(a) - order.indexOf(b))
    .map((type) => {
      const rows = relations.filter((relation) => relation.type === type);
      return { type, count: rows.length, shown: rows.slice(0, visible).map(toRelated) };
    });
}

function toRelated({ targetRef, title, kind, entityType }: RelationRow): RelatedEntity {
  return {
    ref: targetRef,
    title: title ?? undefined,
    kind: kind ?? targetRef.split(":")[0] ?? "",
    type: entityType ?? undefined,
  };
}
