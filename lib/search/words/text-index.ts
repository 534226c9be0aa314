import { nearestTexts, splitWords } from "@/lib/catalog";

export type Searchable<T> = {
  /** what the thing is called */
  readonly title: string;
  /** more words it is found by */
  readonly about?: string | undefined;
  readonly item: T;
};

export type TextHit<T> = { readonly item: T; readonly rank: number };

const WORDS_MAX = 8;
/** A part of a word this short would be in nearly everything. */
const PART_MIN = 3;

/** Titled things of one tenant by their words: all words must be found, as parts of words or, short ones, as beginnings. */
export class TextIndex<T> {
  readonly #entries: readonly Searchable<T>[];
  // Word → numbers of the entries that have it, in the title and elsewhere.
  readonly #called = new Map<string, number[]>();
  readonly #said = new Map<string, number[]>();

  constructor(entries: readonly Searchable<T>[]) {
    this.#entries = entries;
    for (const [number, { title, about }] of entries.entries()) {
      const called = new Set(splitWords(title));
      for (const word of called) add(this.#called, word, number);
      for (const word of new Set(splitWords(about ?? "")))
        if (!called.has(word)) add(this.#said, word, number);
    }
  }

  get size(): number {
    return this.#entries.length;
  }

  /** Entries that have all words, best first: called exactly so, beginning so, words that begin so, parts, any mention. */
  search(text: string): readonly TextHit<T>[] {
    const words = [...new Set(splitWords(text))].slice(0, WORDS_MAX);
    if (words.length === 0) return [];
    const counts = new Uint8Array(this.#entries.length);
    for (const [index, word] of words.entries()) {
      const mark = (number: number) => {
        if (counts[number] === index) counts[number] = index + 1;
      };
      for (const numbers of matching(this.#called, word)) numbers.forEach(mark);
      for (const numbers of matching(this.#said, word)) numbers.forEach(mark);
    }
    const typed = words.join(" ");
    const hits: { readonly hit: TextHit<T>; readonly length: number }[] = [];
    for (const [number, entry] of this.#entries.entries()) {
      if (counts[number] !== words.length) continue;
      hits.push({
        hit: { item: entry.item, rank: rankOf(entry.title, typed, words) },
        length: entry.title.length,
      });
    }
    // Sorting is stable: of equals the order given stays.
    return hits.sort((a, b) => a.hit.rank - b.hit.rank || a.length - b.length).map(({ hit }) => hit);
  }

  /** The words nearest to one that nobody has. */
  nearest(word: string): readonly string[] {
    return nearestTexts([...this.#called.keys()], word);
  }

  has(word: string): boolean {
    return matching(this.#called, word).length > 0 || matching(this.#said, word).length > 0;
  }
}

function add(to: Map<string, number[]>, word: string, number: number): void {
  const known = to.get(word);
  if (known) known.push(number);
  else to.set(word, [number]);
}

function matching(
  words: ReadonlyMap<string, readonly number[]>,
  typed: string,
): readonly (readonly number[])[] {
  const found: (readonly number[])[] = [];
  for (const [word, numbers] of words)
    if (typed.length < PART_MIN ? word.startsWith(typed) : word.includes(typed)) found.push(numbers);
  return found;
}

function rankOf(title: string, typed: string, words: readonly string[]): number {
  const own = splitWords(title);
  const name = own.join(" ");
  if (name === typed) return 0;
  if (name.startsWith(typed)) return 1;
  if (words.every((word) => own.some((other) => other.startsWith(word)))) return 2;
  return words.every((word) => own.some((other) => other.includes(word))) ? 3 : 4;
}
