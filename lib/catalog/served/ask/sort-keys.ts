import type { CatalogIndex } from "../catalog-index";
import type { ValueColumn } from "../columns/value-column";
import type { OrderBy } from "../served-catalog";
import { columnFor, tagOf } from "./evaluate";
import { fold } from "./predicate";

/** Order fields of the portal's own lists, beside keys: the owner's title, and when an entity changed last. */
export const OWNER_TITLE = "portico:owner-title";
export const CHANGED = "portico:changed";
const OWN: readonly string[] = [OWNER_TITLE, CHANGED];

const NATURAL = "portico:natural:";

/** Order field of a key whose numbers are ordered as numbers, before all other values. */
export function natural(key: string): string {
  return `${NATURAL}${key}`;
}

function keyOf(field: string): string {
  return fold(field.startsWith(NATURAL) ? field.slice(NATURAL.length) : field);
}

/** An order field, and which of several values counts: usually the one that comes first in its direction. */
export type SortBy = OrderBy & { readonly counts?: "least" | "greatest" };

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
  return order.flatMap(({ field }) => (OWN.includes(field) ? [] : columnFor(keyOf(field))));
}

/** What to keep of a descending order: read backwards, it is one. Fields of one value each share it with the ascending order. */
export function backwards(index: CatalogIndex, { field }: OrderBy): SortBy {
  const key = keyOf(field);
  const isSingle = OWN.includes(field) || tagOf(key) !== undefined || !index.column(key)?.holdsSeveral;
  return { field, direction: "asc", ...(isSingle ? {} : { counts: "greatest" }) };
}

export function sortKeyOf(index: CatalogIndex, { field, direction, counts }: SortBy): SortKey {
  const descending = direction === "desc";
  const isGreatest = (counts ?? (descending ? "greatest" : "least")) === "greatest";
  if (field === CHANGED) {
    const sortValueOf = (ordinal: number) => String(Math.trunc(index.updatedAtOf(ordinal))).padStart(16, "0");
    return { descending, sortValueOf, basis: undefined, isVolatile: false };
  }
  if (field === OWNER_TITLE) {
    const sortValueOf = (ordinal: number) => ownerTitle(index, ordinal)?.toLowerCase();
    return { descending, sortValueOf, basis: undefined, isVolatile: true };
  }
  const tag = tagOf(keyOf(field));
  if (tag !== undefined) return tagKey(index, tag, descending);
  const basis = index.column(keyOf(field));
  const plain = (ordinal: number) => basis?.sortValue(ordinal, isGreatest);
  const byNumber = (ordinal: number) =>
    outermost((basis?.values(ordinal) ?? []).map(naturalValue), isGreatest);
  const sortValueOf = field.startsWith(NATURAL) ? byNumber : plain;
  return { descending, sortValueOf, basis, isVolatile: false };
}

/** Who has a tag has the value "true" under its key, whatever `natural` makes of other values. */
function tagKey(index: CatalogIndex, tag: string, descending: boolean): SortKey {
  const basis = index.column("metadata.tags");
  const sortValueOf = (ordinal: number) => (basis?.hasLower(ordinal, tag) ? "true" : undefined);
  return { descending, sortValueOf, basis, isVolatile: false };
}

function outermost(values: readonly string[], isGreatest: boolean): string | undefined {
  return values.reduce<string | undefined>(
    (kept, one) => (kept === undefined || one > kept === isGreatest ? one : kept),
    undefined,
  );
}

// As people write them: "0x10" and "1e3" are rather parts of a hash.
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** A text whose order is that of the numbers where values are numbers. */
function naturalValue(value: string): string {
  return NUMBER.test(value) ? `0${sortableNumber(Number(value))}` : `1${value.toLowerCase()}`;
}

const SIGN = 1n << 63n;
const ALL = (1n << 64n) - 1n;
const double = new DataView(new ArrayBuffer(8));

// Doubles are ordered as their bits are (IEEE 754), once the sign is turned round and negative ones are turned over.
function sortableNumber(number: number): string {
  double.setFloat64(0, number === 0 ? 0 : number);
  const bits = double.getBigUint64(0);
  return ((bits & SIGN) === 0n ? bits | SIGN : bits ^ ALL).toString(16).padStart(16, "0");
}

/** The title of an entity's owner, or its name while the owner does not exist. */
export function ownerTitle(index: CatalogIndex, ordinal: number): string | undefined {
  const ref = index.ownerRefOf(ordinal);
  if (ref === undefined) return undefined;
  const owner = index.find(ref);
  return owner === undefined ? ref : index.titles.value(owner);
}
