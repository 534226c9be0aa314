import { answerOnce } from "../ask/answers";
import { evaluateOnce } from "../ask/evaluate";
import { facets } from "../ask/facets";
import { fold, isIn, type Predicate } from "../ask/predicate";
import { type CatalogIndex, OWNER } from "../catalog-index";
import { type Bits, countBits, forEachBit, hasBit, keepCommon, makeBits } from "../columns/bits";
import type { SearchInput, SearchResult } from "../served-catalog";
import { nearest } from "./nearest";
import { splitWords } from "./split-words";
import type { WordIndex } from "./word-index";

const WORDS_MAX = 8;
const LENGTH_MAX = 127;
const KINDS = ["component", "api", "system", "group"];
// exact name, begins so, all words begin words of it, all words are parts of it, said elsewhere
const RANKS = 5;
const KEYS = RANKS * 2 * (KINDS.length + 1) * (LENGTH_MAX + 1);

/** The entities that have all words of a text; a text without any letter or digit is in none. */
export function withWords(text: string): Predicate {
  const words = wordsOf(text);
  return words.length > 0 ? { kind: "words", words } : { kind: "any", of: [] };
}

function wordsOf(text: string): readonly string[] {
  return [...new Set(splitWords(text))].slice(0, WORDS_MAX);
}

/** The name of an entity that is nearest to what was typed. */
export function nearestName(index: CatalogIndex, typed: string): string | undefined {
  const names = index.column("metadata.name");
  return nearest(names?.dictionary.lowers ?? [], typed.trim().toLowerCase()).find((name) => {
    const named = makeBits(index.capacity);
    names?.addEqual(name, named);
    keepCommon(named, index.alive);
    return countBits(named) > 0;
  });
}

/**
 * Entities that have all words typed, best first: named exactly so, names that begin so, names with all words, any
 * mention; of equals components first, and the shorter title. Words nobody has are read as the nearest word there is.
 */
export function search(index: CatalogIndex, words: WordIndex, input: SearchInput): SearchResult {
  const typed = wordsOf(input.text);
  if (typed.length === 0) return { hits: [], total: 0, kinds: [], types: [], corrected: undefined };
  const known = answerOnce(index, `words ${typed.join(" ")}`, () => meant(index, words, typed));
  // Compared by words: what is kept of an earlier question is not the same array.
  const corrected = known.join(" ") === typed.join(" ") ? undefined : known.join(" ");
  const text = corrected ?? input.text.trim().toLowerCase();
  const where: Predicate = { kind: "words", words: known };
  const kinds = facets(index, ["kind"], where).kind ?? [];
  const types = facets(index, ["spec.type"], ofKinds(where, input.kinds))["spec.type"] ?? [];
  const found = evaluateOnce(index, where).slice();
  if (input.kinds && input.kinds.length > 0) keepCommon(found, having(index, "kind", input.kinds));
  if (input.types && input.types.length > 0) keepCommon(found, having(index, "spec.type", input.types));
  const owned = having(index, OWNER, input.ownedFirst ?? []);
  return {
    hits: best(
      index,
      ranker(index, words, { typed: known, text, owned }),
      found,
      input.offset ?? 0,
      input.limit,
    ),
    total: countBits(found),
    kinds: [...kinds].sort((a, b) => b.count - a.count),
    types: [...types].sort((a, b) => b.count - a.count),
    corrected,
  };
}

function having(index: CatalogIndex, key: string, values: readonly string[]): Bits {
  const chosen = makeBits(index.capacity);
  if (values.length > 0) index.column(key)?.addIn(values.map(fold), chosen);
  return chosen;
}

function ofKinds(said: Predicate, kinds: readonly string[] = []): Predicate {
  return kinds.length === 0 ? said : { kind: "all", of: [said, isIn("kind", kinds)] };
}

/** The words typed, with those nobody has replaced by the nearest and most frequent. */
function meant(index: CatalogIndex, words: WordIndex, typed: readonly string[]): readonly string[] {
  return typed.map((word) => {
    if (countBits(words.holding([word], index.alive)) > 0) return word;
    const counted = nearest(words.vocabulary, word)
      .slice(0, 20)
      .map((near) => ({ near, count: words.countOf(near, index.alive) }))
      .filter(({ count }) => count > 0);
    return counted.sort((a, b) => b.count - a.count)[0]?.near ?? word;
  });
}

/** How good a hit is: a small number, less is better. */
type Ranker = (ordinal: number) => number;

function ranker(
  index: CatalogIndex,
  words: WordIndex,
  { typed, text, owned }: { readonly typed: readonly string[]; readonly text: string; readonly owned: Bits },
): Ranker {
  const beginning = words.calledBy(typed, "beginning", index.alive);
  const part = words.calledBy(typed, "part", index.alive);
  const names = index.column("metadata.name");
  return (ordinal) => {
    const title = index.titles.sortValue(ordinal) ?? "";
    const rank = rankOf(ordinal, names?.sortValue(ordinal) ?? "", title, { text, beginning, part });
    const ref = index.graph.refs[index.refIdOf(ordinal)] ?? "";
    const kind = KINDS.indexOf(ref.slice(0, ref.indexOf(":")));
    const kindRank = kind < 0 ? KINDS.length : kind;
    const step = rank * 2 + (hasBit(owned, ordinal) ? 0 : 1);
    return (step * (KINDS.length + 1) + kindRank) * (LENGTH_MAX + 1) + Math.min(title.length, LENGTH_MAX);
  };
}

type Wanted = { readonly text: string; readonly beginning: Bits; readonly part: Bits };

function rankOf(ordinal: number, name: string, title: string, { text, beginning, part }: Wanted): number {
  if (name === text || title === text) return 0;
  if (name.startsWith(text) || title.startsWith(text)) return 1;
  if (hasBit(beginning, ordinal)) return 2;
  return hasBit(part, ordinal) ? 3 : 4;
}

/** A page of the best hits. All are counted by how good they are; only those near the page are put in order. */
function best(
  index: CatalogIndex,
  rank: Ranker,
  found: Bits,
  offset: number,
  limit: number,
): SearchResult["hits"] {
  const ordinals = new Int32Array(countBits(found));
  const keys = new Int32Array(ordinals.length);
  const counts = new Int32Array(KEYS);
  let filled = 0;
  forEachBit(found, (ordinal) => {
    const key = rank(ordinal);
    ordinals[filled] = ordinal;
    keys[filled++] = key;
    counts[key] = (counts[key] ?? 0) + 1;
  });
  let [last, upTo] = [0, counts[0] ?? 0];
  while (upTo < offset + limit && last + 1 < KEYS) upTo += counts[++last] ?? 0;
  const near: { readonly ordinal: number; readonly key: number; readonly ref: string }[] = [];
  ordinals.forEach((ordinal, i) => {
    const key = keys[i] ?? 0;
    if (key <= last) near.push({ ordinal, key, ref: index.graph.refs[index.refIdOf(ordinal)] ?? "" });
  });
  near.sort((a, b) => a.key - b.key || (a.ref < b.ref ? -1 : 1));
  const perRank = KEYS / RANKS;
  return near
    .slice(offset, offset + limit)
    .map(({ ordinal, key }) => ({ ordinal, rank: Math.floor(key / perRank) }));
}
