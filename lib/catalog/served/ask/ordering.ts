import type { CatalogIndex } from "../catalog-index";
import { type Bits, forEachBit, hasBit, makeBits, setBit } from "../columns/bits";
import type { Position } from "../served-catalog";
import { sortInSlices } from "./sort-in-slices";
import { type SortBy, type SortKey, sortKeyOf } from "./sort-keys";

const KEPT_MAX = 24;

/** All entities in one order. Those without the first key's value stand apart, by the remaining keys and uid. */
export type Ordering = {
  readonly revision: number;
  readonly keys: readonly SortKey[];
  readonly present: Int32Array<ArrayBuffer>;
  readonly absent: Int32Array<ArrayBuffer>;
  readonly presentBits: Bits;
};

type Kept = Map<string, Ordering | Promise<Ordering>>;
const kept = new WeakMap<CatalogIndex, Kept>();

/**
 * The order of a list, made once and then kept in step with what changes.
 *
 * One field is always kept ascending, and read backwards for the other direction; a field of several values once for each,
 * since its least value counts in one direction and its greatest in the other.
 */
export async function orderingOf(index: CatalogIndex, order: readonly SortBy[]): Promise<Ordering> {
  const known: Kept = kept.get(index) ?? new Map();
  kept.set(index, known);
  const id = JSON.stringify(order);
  const since = index.revision;
  for (;;) {
    const entry = known.get(id);
    const found = await entry;
    const keys = order.map((by) => sortKeyOf(index, by));
    if (found && usable(found, keys)) {
      const current = patched(index, found);
      if (current) keep(known, id, current);
      // While rows keep changing, an order made after the question is new enough.
      if (current || found.revision >= since) return current ?? found;
    }
    if (known.get(id) === entry) {
      // Shared by all who ask meanwhile; a failure is nobody's next answer.
      const making = build(index, keys);
      keep(known, id, making);
      making.catch(() => known.delete(id));
    }
  }
}

function keep(known: Kept, id: string, ordering: Ordering | Promise<Ordering>): void {
  known.delete(id);
  known.set(id, ordering);
  for (const oldest of known.keys()) {
    if (known.size <= KEPT_MAX) return;
    known.delete(oldest);
  }
}

/** Memory that the orders of an index take. */
export function ordersBytes(index: CatalogIndex): number {
  let bytes = 0;
  for (const order of kept.get(index)?.values() ?? []) {
    // One that is being made is counted when it is there.
    if (order instanceof Promise) continue;
    bytes += order.present.byteLength + order.absent.byteLength + order.presentBits.byteLength;
  }
  return bytes;
}

function usable(ordering: Ordering, keys: readonly SortKey[]): boolean {
  return keys.every((key, i) => key.basis === ordering.keys[i]?.basis);
}

/** Brings an order up to date; undefined when too much has changed since. */
function patched(index: CatalogIndex, old: Ordering): Ordering | undefined {
  if (old.revision === index.revision) return old;
  if (old.keys.some((key) => key.isVolatile)) return undefined;
  const changed = index.changedSince(old.revision);
  if (!changed || changed.length > Math.max(500, index.count / 10)) return undefined;
  const dirty = makeBits(index.capacity);
  for (const ordinal of changed) setBit(dirty, ordinal);
  const live = changed.filter((ordinal) => hasBit(index.alive, ordinal));
  const isPresent = (ordinal: number) =>
    old.keys[0] !== undefined && old.keys[0].sortValueOf(ordinal) !== undefined;
  const [all, rest] = [comparer(index, old.keys), comparer(index, old.keys.slice(1))];
  const present = merged(old.present, live.filter(isPresent).sort(all), dirty, all);
  const absent = merged(old.absent, live.filter((ordinal) => !isPresent(ordinal)).sort(rest), dirty, rest);
  return { revision: index.revision, keys: old.keys, present, absent, presentBits: bitsOf(index, present) };
}

type Compare = (a: number, b: number) => number;

/** The old order without what changed, with what changed put in its place. */
function merged(
  old: Int32Array,
  added: readonly number[],
  dirty: Bits,
  compare: Compare,
): Int32Array<ArrayBuffer> {
  const clean = old.filter((ordinal) => !hasBit(dirty, ordinal));
  const result = new Int32Array(clean.length + added.length);
  let [from, place] = [0, 0];
  for (const ordinal of added) {
    const at = firstAfter(clean, ordinal, from, compare);
    result.set(clean.subarray(from, at), place);
    place += at - from;
    result[place++] = ordinal;
    from = at;
  }
  result.set(clean.subarray(from), place);
  return result;
}

function firstAfter(sorted: Int32Array, ordinal: number, from: number, compare: Compare): number {
  let [low, high] = [from, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] ?? 0, ordinal) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function comparer(index: CatalogIndex, keys: readonly SortKey[]): Compare {
  return (a, b) => {
    for (const { sortValueOf, descending } of keys) {
      const order = compareValues(sortValueOf(a), sortValueOf(b), descending);
      if (order !== 0) return order;
    }
    return index.uids.compare(a, b);
  };
}

/** Order of two sort values; what has none comes last in either direction. */
function compareValues(a: string | undefined, b: string | undefined, descending: boolean): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b === descending ? 1 : -1;
}

async function build(index: CatalogIndex, keys: readonly SortKey[]): Promise<Ordering> {
  const { revision } = index;
  // Values are copied out first: sorting takes several turns, in which they may change.
  const columns = keys.map(({ sortValueOf }) => {
    const values: (string | undefined)[] = new Array(index.capacity);
    forEachBit(index.alive, (ordinal) => {
      values[ordinal] = sortValueOf(ordinal);
    });
    return values;
  });
  const all: number[] = [];
  forEachBit(index.alive, (ordinal) => all.push(ordinal));
  const [first] = columns;
  const has = (ordinal: number) => first?.[ordinal] !== undefined;
  const compareFrom =
    (start: number): Compare =>
    (a, b) => {
      for (let i = start; i < columns.length; i++) {
        const order = compareValues(columns[i]?.[a], columns[i]?.[b], keys[i]?.descending ?? false);
        if (order !== 0) return order;
      }
      return index.uids.compare(a, b);
    };
  const present = await sortInSlices(Int32Array.from(all.filter(has)), compareFrom(0));
  const absent = await sortInSlices(Int32Array.from(all.filter((ordinal) => !has(ordinal))), compareFrom(1));
  const made: Ordering = { revision, keys, present, absent, presentBits: bitsOf(index, present) };
  return patched(index, made) ?? made;
}

function bitsOf(index: CatalogIndex, ordinals: Int32Array): Bits {
  const bits = makeBits(index.capacity);
  for (const ordinal of ordinals) setBit(bits, ordinal);
  return bits;
}

/** Where an entity stands in a list ordered by one field or none. */
export function positionOf(index: CatalogIndex, ordinal: number, ordering: Ordering): Position {
  return { value: ordering.keys[0]?.sortValueOf(ordinal), uid: index.uids.uid(ordinal) };
}
