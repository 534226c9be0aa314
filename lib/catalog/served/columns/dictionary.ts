import { grownWords } from "./grown";

/** Code of a value that exists and equals nothing: null, or longer than 200 characters. */
export const NULL_CODE = 0;

// Each value has 128 bits, one set for every pair of neighbouring letters. A text can be a part only of values that have
// the bits of all its pairs: most are ruled out by four comparisons, 50,000 of them in a tenth of a millisecond.
const WORDS = 4;

/** The distinct values of a column, in original case, by code. Codes are given once and never taken back. */
export class Dictionary {
  readonly originals: string[] = [""];
  readonly lowers: string[] = [""];
  /** characters held, for the estimate of memory */
  characters = 0;
  readonly #byLower = new Map<string, number>();
  /** code → the next code of the same value in another case */
  readonly #nextCase = new Map<number, number>();
  #pairs = new Uint32Array(0);
  /** how many values have their pairs marked; the others get them when a text is looked for */
  #paired = 0;
  /** codes by the first two letters of their values, once a beginning was looked for */
  readonly #byBeginning = new Map<string, number[]>();
  /** how many values are in it */
  #sorted = 0;

  get size(): number {
    return this.originals.length;
  }

  get sizeBytes(): number {
    const perValue = 100;
    return this.size * perValue + this.characters * 2 + this.#pairs.byteLength + this.#sorted * 8;
  }

  /** The code of a value, a new one when it was never seen. */
  codeOf(original: string): number {
    const lower = original.toLowerCase();
    const first = this.#byLower.get(lower);
    let last = first;
    for (let code = first; code !== undefined; code = this.#nextCase.get(code)) {
      if (this.originals[code] === original) return code;
      last = code;
    }
    const added = this.originals.length;
    this.originals.push(original);
    // One string for both where they are equal, which most values are.
    this.lowers.push(lower === original ? original : lower);
    this.characters += lower === original ? original.length : 2 * original.length;
    if (last === undefined) this.#byLower.set(lower === original ? original : lower, added);
    else this.#nextCase.set(last, added);
    return added;
  }

  /** All codes of a lower-case value: one for each way it is written. */
  codesOf(lower: string): readonly number[] {
    const codes: number[] = [];
    for (let code = this.#byLower.get(lower); code !== undefined; code = this.#nextCase.get(code))
      codes.push(code);
    return codes;
  }

  /** Codes whose lower-case value holds a text. */
  codesContaining(term: string): readonly number[] {
    this.#pairUp();
    const pairs = this.#pairs;
    const wanted = new Uint32Array(WORDS);
    addPairs(term, wanted, 0);
    const [a = 0, b = 0, c = 0, d = 0] = wanted;
    const codes: number[] = [];
    for (let code = NULL_CODE + 1, at = WORDS; code < this.size; code++, at += WORDS) {
      const lacks =
        (~(pairs[at] ?? 0) & a) |
        (~(pairs[at + 1] ?? 0) & b) |
        (~(pairs[at + 2] ?? 0) & c) |
        (~(pairs[at + 3] ?? 0) & d);
      if (lacks === 0 && this.lowers[code]?.includes(term)) codes.push(code);
    }
    return codes;
  }

  /** Codes whose lower-case value begins with a text. */
  codesBeginning(prefix: string): readonly number[] {
    this.#sortUp();
    const beginning = prefix.slice(0, 2);
    if (beginning.length === 2)
      return (this.#byBeginning.get(beginning) ?? []).filter((code) => this.lowers[code]?.startsWith(prefix));
    return [...this.#byBeginning].flatMap(([key, codes]) => (key.startsWith(beginning) ? codes : []));
  }

  #sortUp(): void {
    for (let code = Math.max(this.#sorted, NULL_CODE + 1); code < this.size; code++) {
      const beginning = this.lowers[code]?.slice(0, 2) ?? "";
      const known = this.#byBeginning.get(beginning);
      if (known) known.push(code);
      else this.#byBeginning.set(beginning, [code]);
    }
    this.#sorted = this.size;
  }

  #pairUp(): void {
    if (this.#paired === this.size) return;
    this.#pairs = grownWords(this.#pairs, WORDS * this.size);
    for (let code = this.#paired; code < this.size; code++) {
      addPairs(this.lowers[code] ?? "", this.#pairs, WORDS * code);
    }
    this.#paired = this.size;
  }
}

function addPairs(text: string, into: Uint32Array, at: number): void {
  for (let i = 1; i < text.length; i++) addPair(text.charCodeAt(i - 1), text.charCodeAt(i), into, at);
}

function addPair(first: number, second: number, into: Uint32Array, at: number): void {
  const bit = (Math.imul(first, 47) + second) & (32 * WORDS - 1);
  const word = at + (bit >>> 5);
  into[word] = (into[word] ?? 0) | (1 << (bit & 31));
}
