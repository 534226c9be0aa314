import { MACHINERY } from "../../model/kinds";
import { answerOnce } from "../ask/answers";
import { evaluateOnce } from "../ask/evaluate";
import { facets } from "../ask/facets";
import { fold, isIn, type Predicate } from "../ask/predicate";
import { type CatalogIndex, OWNER } from "../catalog-index";
import { type Bits, countBits, forEachBit, hasBit, keepCommon, makeBits } from "../columns/bits";
import type { ValueColumn } from "../columns/value-column";
import type { SearchHit, SearchInput, SearchResult } from "../served-catalog";
import { nearest } from "./nearest";
import { splitWords } from "./split-words";
import type { WordIndex } from "./word-index";

const WORDS_MAX = 8;
const LENGTH_MAX = 127;
const KINDS = ["component", "api", "system", "group"];
// exact name, begins so, all words begin words of it, all words are parts of it, said elsewhere
const RANKS = 5;
const PER_RANK = 2 * (KINDS.length + 1) * (LENGTH_MAX + 1);
const KEYS = RANKS * PER_RANK;

/** What a text without words finds. */
export const NO_HITS: SearchResult = {
  bestRank: Number.POSITIVE_INFINITY,
  page: () => [],
  total: 0,
  kinds: [],
  types: [],
  corrected: undefined,
};

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
  if (typed.length === 0) return NO_HITS;
  const known = answerOnce(index, `words ${typed.join(" ")}`, () => meant(index, words, typed));
  // Compared by words: what is kept of an earlier question is not the same array.
  const corrected = known.join(" ") === typed.join(" ") ? undefined : known.join(" ");
  const text = corrected ?? input.text.trim().toLowerCase();
  const said: Predicate = { kind: "words", words: known };
  const isMachinery = isIn("kind", MACHINERY);
  const asked = input.kinds?.some((kind) => MACHINERY.includes(fold(kind))) ?? false;
  const where: Predicate = asked ? said : { kind: "all", of: [said, { kind: "not", of: isMachinery }] };
  const kinds = facets(index, ["kind"], where).kind ?? [];
  const types = facets(index, ["spec.type"], ofKinds(where, input.kinds))["spec.type"] ?? [];
  const found = evaluateOnce(index, where).slice();
  if (input.kinds && input.kinds.length > 0) keepCommon(found, having(index, "kind", input.kinds));
  if (input.types && input.types.length > 0) keepCommon(found, having(index, "spec.type", input.types));
  const total = countBits(found);
  const owned = having(index, OWNER, input.ownedFirst ?? []);
  const ranked = rankAll(found, total, graderOf(index, words, { typed: known, text, owned }));
  return {
    bestRank: total === 0 ? Number.POSITIVE_INFINITY : Math.floor(ranked.best / PER_RANK),
    page: (offset, limit) => pageOf(index, ranked, offset, limit),
    total,
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

/** How good a hit is: less is better, below KEYS. */
type Grader = (ordinal: number) => number;

type Wanted = { readonly typed: readonly string[]; readonly text: string; readonly owned: Bits };

// By code, not by text: a word like "service" has half of the catalog, and a text compared for each would be seen.
function graderOf(index: CatalogIndex, words: WordIndex, { typed, text, owned }: Wanted): Grader {
  const names = index.column("metadata.name") ?? index.titles;
  const nameRanks = rankTexts(names, text);
  const titleRanks = rankTexts(index.titles, text);
  const beginning = words.calledBy(typed, "beginning", index.alive);
  const part = words.calledBy(typed, "part", index.alive);
  const kinds = index.column("kind");
  const kindRanks = kinds?.dictionary.lowers.map((kind) => {
    const rank = KINDS.indexOf(kind);
    return rank < 0 ? KINDS.length : rank;
  });
  const lengths = titleLengths(index);
  return (ordinal) => {
    const title = index.titles.firstCode(ordinal);
    let rank = Math.min(nameRanks[names.firstCode(ordinal)] ?? NEITHER, titleRanks[title] ?? NEITHER);
    if (rank === NEITHER && !hasBit(beginning, ordinal)) rank += hasBit(part, ordinal) ? 1 : 2;
    const step = rank * 2 + (hasBit(owned, ordinal) ? 0 : 1);
    const kindRank = kindRanks?.[kinds?.firstCode(ordinal) ?? 0] ?? KINDS.length;
    return (step * (KINDS.length + 1) + kindRank) * (LENGTH_MAX + 1) + (lengths[title] ?? 0);
  };
}

/** The rank of what is neither called exactly so nor begins so. */
const NEITHER = 2;

/** By code: 0 a text itself, 1 what begins with it, 2 the others. */
function rankTexts({ dictionary }: ValueColumn, text: string): Uint8Array {
  const ranks = new Uint8Array(dictionary.size).fill(NEITHER);
  for (const code of dictionary.codesBeginning(text)) ranks[code] = 1;
  for (const code of dictionary.codesOf(text)) ranks[code] = 0;
  return ranks;
}

/** Lengths of titles by code, LENGTH_MAX at most: a look at each title itself is a walk through memory. */
function titleLengths(index: CatalogIndex): Uint8Array {
  return answerOnce(index, "title lengths", () =>
    Uint8Array.from(index.titles.dictionary.lowers, (title) => Math.min(title.length, LENGTH_MAX)),
  );
}

/** All hits with their grades, in no order, and how many there are of each grade. */
type Ranked = {
  readonly ordinals: Int32Array;
  readonly grades: Int32Array;
  readonly counts: Int32Array;
  /** the least grade */
  readonly best: number;
};

function rankAll(found: Bits, total: number, gradeOf: Grader): Ranked {
  const ranked = {
    ordinals: new Int32Array(total),
    grades: new Int32Array(total),
    counts: new Int32Array(KEYS),
    best: KEYS,
  };
  let filled = 0;
  forEachBit(found, (ordinal) => {
    const grade = gradeOf(ordinal);
    ranked.ordinals[filled] = ordinal;
    ranked.grades[filled++] = grade;
    ranked.counts[grade] = (ranked.counts[grade] ?? 0) + 1;
    if (grade < ranked.best) ranked.best = grade;
  });
  return ranked;
}

/** A page of the best hits: only those near it are put in order. */
function pageOf(
  index: CatalogIndex,
  { ordinals, grades, counts, best }: Ranked,
  offset: number,
  limit: number,
): readonly SearchHit[] {
  let [last, upTo] = [best, counts[best] ?? 0];
  while (upTo < offset + limit && last + 1 < KEYS) upTo += counts[++last] ?? 0;
  const near: { readonly ordinal: number; readonly grade: number; readonly ref: string }[] = [];
  ordinals.forEach((ordinal, i) => {
    const grade = grades[i] ?? 0;
    if (grade <= last) near.push({ ordinal, grade, ref: index.graph.refs[index.refIdOf(ordinal)] ?? "" });
  });
  near.sort((a, b) => a.grade - b.grade || (a.ref < b.ref ? -1 : 1));
  return near
    .slice(offset, offset + limit)
    .map(({ ordinal, grade }) => ({ ordinal, rank: Math.floor(grade / PER_RANK) }));
}
