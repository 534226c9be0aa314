import type { CatalogIndex } from "../catalog-index";
import type { ValueColumn } from "../columns/value-column";
import type { OrderBy } from "../served-catalog";
import { columnFor } from "./evaluate";
import { fold } from "./predicate";

/** Order fields of the portal's own lists, beside keys: the owner's title, and when an entity changed last. */
export const OWNER_TITLE = "portico:owner-title";
export const CHANGED = "portico:changed";
const OWN: readonly string[] = [OWNER_TITLE, CHANGED];

export type SortKey = {
  readonly descending: boolean;
  readonly sortValueOf: (ordinal: number) => string | undefined;
  /** what the values come from: another one means that an order made before says nothing */
  readonly basis: ValueColumn | undefined;
  /** values change with other rows than their own */
  readonly isVolatile: boolean;
};

/** The columns an order reads. */
export function columnsOfOrder(order: readonly OrderBy[]): readonly string[] {
  return order.flatMap(({ field }) => (OWN.includes(field) ? [] : columnFor(fold(field))));
}

export function sortKeyOf(index: CatalogIndex, { field, direction }: OrderBy): SortKey {
  const descending = direction === "desc";
  if (field === CHANGED) {
    const sortValueOf = (ordinal: number) => String(Math.trunc(index.updatedAtOf(ordinal))).padStart(16, "0");
    return { descending, sortValueOf, basis: undefined, isVolatile: false };
  }
  if (field === OWNER_TITLE) {
    const sortValueOf = (ordinal: number) => ownerTitle(index, ordinal)?.toLowerCase();
    return { descending, sortValueOf, basis: undefined, isVolatile: true };
  }
  return columnKey(index.column(fold(field)), descending);
}

function columnKey(column: ValueColumn | undefined, descending: boolean): SortKey {
  return {
    descending,
    sortValueOf: (ordinal) => column?.sortValue(ordinal),
    basis: column,
    isVolatile: false,
  };
}

/** The title of an entity's owner, or its name while the owner does not exist. */
export function ownerTitle(index: CatalogIndex, ordinal: number): string | undefined {
  const ref = index.ownerRefOf(ordinal);
  if (ref === undefined) return undefined;
  const owner = index.find(ref);
  return owner === undefined ? ref : index.titles.value(owner);
}
