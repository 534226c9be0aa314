import type { CatalogIndex } from "../catalog-index";
import { addAll, type Bits, flip, keepCommon, makeBits, setBit } from "../columns/bits";
import type { TextFilter } from "../served-catalog";
import { answerOnce } from "./answers";
import { fold, type Predicate } from "./predicate";

const UID = "metadata.uid";
const TAG = "metadata.tags.";
const RELATION = "relations.";
// Backstage keeps no longer key, so nobody has one.
const KEY_MAX = 200;

/** Stands among the keys of columns for the words of all entities. */
export const WORDS = "portico:words";

/** Keys of a predicate whose columns are needed to answer it; the others are known otherwise. */
export function columnsOf(predicate: Predicate | undefined): readonly string[] {
  if (!predicate) return [];
  switch (predicate.kind) {
    case "all":
    case "any":
      return predicate.of.flatMap(columnsOf);
    case "not":
      return columnsOf(predicate.of);
    case "words":
      return [WORDS];
    default:
      return predicate.key === UID && predicate.kind !== "prefix" ? [] : columnFor(predicate.key);
  }
}

/** The key itself when it needs a column that is read. */
export function columnFor(key: string): readonly string[] {
  return key.startsWith(TAG) || key.startsWith(RELATION) || key.length > KEY_MAX ? [] : [key];
}

/** The tag a key like `metadata.tags.java` asks about: the column of tags knows. */
export function tagOf(key: string): string | undefined {
  return key.startsWith(TAG) ? key.slice(TAG.length) : undefined;
}

/** The entities a predicate is true of, orphans excluded. Its columns must be there. */
export function evaluate(index: CatalogIndex, predicate: Predicate | undefined): Bits {
  const found = predicate ? bitsOf(index, predicate) : index.alive.slice();
  keepCommon(found, index.alive);
  return found;
}

/** The same, kept until the catalog changes: not to be written to. */
export function evaluateOnce(index: CatalogIndex, predicate: Predicate | undefined): Bits {
  return answerOnce(index, `filter ${JSON.stringify(predicate)}`, () => evaluate(index, predicate));
}

function bitsOf(index: CatalogIndex, predicate: Predicate): Bits {
  switch (predicate.kind) {
    case "all": {
      const found = index.alive.slice();
      for (const part of predicate.of) keepCommon(found, bitsOf(index, part));
      return found;
    }
    case "any": {
      const found = makeBits(index.capacity);
      for (const part of predicate.of) addAll(found, bitsOf(index, part));
      return found;
    }
    case "not": {
      const found = bitsOf(index, predicate.of);
      flip(found);
      return found;
    }
    case "words":
      return index.words?.holding(predicate.words, index.alive) ?? makeBits(index.capacity);
    default:
      return leafBits(index, predicate);
  }
}

type Leaf = Extract<Predicate, { readonly key: string }>;

function leafBits(index: CatalogIndex, leaf: Leaf): Bits {
  const found = makeBits(index.capacity);
  const tag = tagOf(leaf.key);
  if (tag !== undefined) {
    if (matchesTrue(leaf)) index.column("metadata.tags")?.addEqual(tag, found);
  } else if (leaf.key === UID && leaf.kind === "exists") addAll(found, index.alive);
  else if (leaf.key === UID && leaf.kind === "in") addUids(index, leaf.values, found);
  else if (leaf.key.startsWith(RELATION) && leaf.kind === "in") addRelated(index, leaf, found);
  else addFromColumn(index, leaf, found);
  return found;
}

function matchesTrue(leaf: Leaf): boolean {
  if (leaf.kind === "exists") return true;
  return leaf.kind === "in" ? leaf.values.includes("true") : "true".startsWith(leaf.prefix);
}

function addUids(index: CatalogIndex, uids: readonly string[], found: Bits): void {
  for (const uid of uids) {
    const ordinal = index.findUid(uid);
    if (ordinal !== undefined) setBit(found, ordinal);
  }
}

/** Walks the few relations of the refs asked for instead of a column of all. */
function addRelated(index: CatalogIndex, leaf: Extract<Leaf, { readonly kind: "in" }>, found: Bits): void {
  for (const value of leaf.values) {
    const id = index.graph.find(value);
    if (id === undefined) continue;
    for (const other of index.graph.relatedTo(id, leaf.key.slice(RELATION.length))) {
      const ordinal = index.ordinalOf(other);
      if (ordinal !== undefined) setBit(found, ordinal);
    }
  }
}

function addFromColumn(index: CatalogIndex, leaf: Leaf, found: Bits): void {
  const column = leaf.key.length > KEY_MAX ? undefined : index.column(leaf.key);
  if (!column) return;
  if (leaf.kind === "exists") column.addExisting(found);
  else if (leaf.kind === "in") column.addIn(leaf.values, found);
  else column.addPrefix(leaf.prefix, found);
}

/** The entities that hold a text in one of some fields; undefined for a text of blanks, which filters nothing. */
export function evaluateText(index: CatalogIndex, { term, fields }: TextFilter): Bits | undefined {
  const wanted = term.trim().toLowerCase();
  if (wanted === "") return undefined;
  const found = makeBits(index.capacity);
  for (const field of fields.map(fold)) {
    const tag = tagOf(field);
    if (tag === undefined) index.column(field)?.addContaining(wanted, found);
    else if ("true".includes(wanted)) index.column("metadata.tags")?.addEqual(tag, found);
  }
  return found;
}
