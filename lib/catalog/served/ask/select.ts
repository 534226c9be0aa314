import type { CatalogIndex } from "../catalog-index";
import { type Bits, countBits, keepCommon } from "../columns/bits";
import type { Position, SelectInput, Selection } from "../served-catalog";
import { answerOnce } from "./answers";
import { evaluateOnce, evaluateText } from "./evaluate";
import { type Ordering, orderingOf, positionOf } from "./ordering";
import { backwards } from "./sort-keys";

/** Entities of a filter and a text: the bits and their number. */
type Matches = { readonly bits: Bits; readonly total: number };

/** A page of entities in order, with the exact total. The columns it asks for must be there. */
export async function select(index: CatalogIndex, input: SelectInput): Promise<Selection> {
  const order = input.order ?? [];
  const [first] = order;
  const descending = order.length === 1 && first?.direction === "desc";
  const ordering = await orderingOf(index, descending && first ? [backwards(index, first)] : order);
  const keepsAbsent = order.length === 0 || input.missing === "last";
  const matches = matchesOf(index, input, ordering, keepsAbsent);
  const list: List = { index, ordering, descending, matches: matches.bits, keepsAbsent };
  return { ...page(list, input), total: matches.total };
}

function matchesOf(
  index: CatalogIndex,
  input: SelectInput,
  ordering: Ordering,
  keepsAbsent: boolean,
): Matches {
  const { where, text } = input;
  // An order may be older than the index while rows keep changing; what it says is present holds for itself alone.
  const present = keepsAbsent ? "" : `${JSON.stringify(input.order?.[0]?.field)} ${ordering.revision}`;
  return answerOnce(index, `matches ${JSON.stringify([where, text])} ${present}`, () => {
    const bits = evaluateOnce(index, where).slice();
    const texts = text && evaluateText(index, text);
    if (texts) keepCommon(bits, texts);
    if (!keepsAbsent) keepCommon(bits, ordering.presentBits);
    return { bits, total: countBits(bits) };
  });
}

/** An ordering read in one direction and through a filter. */
type List = {
  readonly index: CatalogIndex;
  readonly ordering: Ordering;
  readonly descending: boolean;
  readonly matches: Bits;
  readonly keepsAbsent: boolean;
};

function lengthOf({ ordering, keepsAbsent }: List): number {
  return ordering.present.length + (keepsAbsent ? ordering.absent.length : 0);
}

function ordinalAt({ ordering, descending }: List, place: number): number {
  const { present, absent } = ordering;
  if (place >= present.length) return absent[place - present.length] ?? 0;
  return present[descending ? present.length - 1 - place : place] ?? 0;
}

function page(list: List, input: SelectInput): Omit<Selection, "total"> {
  const { after, before, limit } = input;
  if (limit <= 0) return { ordinals: [], next: undefined, previous: undefined };
  if (before && !after) return pageBefore(list, before, limit);
  const start = after ? placeOf(list, after, true) : 0;
  const offset = after ? 0 : (input.offset ?? 0);
  const places = walk(list, start, 1, limit, offset);
  const isFirst = start === 0 && offset === 0;
  return bounded(list, places, {
    hasMore: places.length === limit && hasMatch(list, (places.at(-1) ?? 0) + 1, 1),
    hasFewer: !isFirst && hasMatch(list, (places[0] ?? start) - 1, -1),
  });
}

function pageBefore(list: List, before: Position, limit: number): Omit<Selection, "total"> {
  const end = placeOf(list, before, false);
  const places = walk(list, end - 1, -1, limit, 0).reverse();
  return bounded(list, places, {
    hasMore: hasMatch(list, (places.at(-1) ?? end - 1) + 1, 1),
    hasFewer: places.length === limit && hasMatch(list, (places[0] ?? 0) - 1, -1),
  });
}

/** The page's entities, with the places to go on from where there is something to go on to. */
function bounded(
  list: List,
  places: readonly number[],
  { hasMore, hasFewer }: { readonly hasMore: boolean; readonly hasFewer: boolean },
): Omit<Selection, "total"> {
  const ordinals = places.map((place) => ordinalAt(list, place));
  const at = (ordinal: number | undefined) =>
    ordinal === undefined ? undefined : positionOf(list.index, ordinal, list.ordering);
  return {
    ordinals,
    next: hasMore ? at(ordinals.at(-1)) : undefined,
    previous: hasFewer ? at(ordinals[0]) : undefined,
  };
}

function hasMatch(list: List, from: number, step: 1 | -1): boolean {
  return walk(list, from, step, 1, 0).length > 0;
}

/** Places of matching entities from one on, in one direction. Where few match it looks at all of them, so it is kept tight. */
function walk(list: List, from: number, step: 1 | -1, limit: number, skip: number): number[] {
  const { matches, descending } = list;
  const { present, absent } = list.ordering;
  const last = present.length - 1;
  const length = lengthOf(list);
  const places: number[] = [];
  let left = skip;
  for (let place = from; place >= 0 && place < length && places.length < limit; place += step) {
    const ordinal =
      (place > last ? absent[place - last - 1] : present[descending ? last - place : place]) ?? 0;
    if (((matches[ordinal >>> 5] ?? 0) & (1 << (ordinal & 31))) === 0) continue;
    if (left > 0) left--;
    else places.push(place);
  }
  return places;
}

/** The first place at or, if wanted, beyond a position, which need not exist any more. */
function placeOf(list: List, position: Position, isBeyond: boolean): number {
  let [low, high] = [0, lengthOf(list)];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const order = compareTo(list, middle, position);
    if (order < 0 || (isBeyond && order === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function compareTo(list: List, place: number, position: Position): number {
  const { index, ordering, descending } = list;
  const isAbsent = place >= ordering.present.length;
  if (isAbsent !== (position.value === undefined)) return isAbsent ? 1 : -1;
  const at = positionOf(index, ordinalAt(list, place), ordering);
  if (!isAbsent && at.value !== undefined && position.value !== undefined && at.value !== position.value)
    return at.value < position.value === descending ? 1 : -1;
  if (at.uid === position.uid) return 0;
  return at.uid < position.uid === (descending && !isAbsent) ? 1 : -1;
}
