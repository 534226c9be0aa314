// Texts are searched in blocks: one long string is found in ten times faster than many short ones, and a block that
// holds a letter beyond Latin-1 doubles in size alone.
const BLOCK = 2_048;
const SEPARATOR = "\u0000";

type Block = { readonly text: string; readonly starts: Uint32Array };

/** Code of a value that exists and equals nothing: null, or longer than 200 characters. */
export const NULL_CODE = 0;

/** The distinct values of a column, in original case, by code. Codes are given once and never taken back. */
export class Dictionary {
  readonly originals: string[] = [""];
  readonly lowers: string[] = [""];
  /** characters held, for the estimate of memory */
  characters = 0;
  readonly #byLower = new Map<string, number>();
  /** code → the next code of the same value in another case */
  readonly #nextCase = new Map<number, number>();
  readonly #blocks: Block[] = [];

  get size(): number {
    return this.originals.length;
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

  /** Marks the codes whose lower-case value holds a text. Values beyond the last full block are few and looked at one by one. */
  markContaining(term: string, marks: Uint8Array): void {
    if (!term.includes(SEPARATOR)) this.#mark(term, (lower) => lower.includes(term), marks);
  }

  markPrefix(prefix: string, marks: Uint8Array): void {
    if (!prefix.includes(SEPARATOR))
      this.#mark(SEPARATOR + prefix, (lower) => lower.startsWith(prefix), marks);
  }

  #mark(inBlock: string, holds: (lower: string) => boolean, marks: Uint8Array): void {
    const blocks = Math.floor(this.size / BLOCK);
    for (let index = 0; index < blocks; index++) this.#markBlock(index, inBlock, marks);
    for (let code = blocks * BLOCK; code < this.size; code++)
      if (holds(this.lowers[code] ?? "")) marks[code] = 1;
    marks[NULL_CODE] = 0;
  }

  #markBlock(index: number, term: string, marks: Uint8Array): void {
    const block = this.#blocks[index] ?? this.#fill(index);
    const { text, starts } = block;
    let place = 0;
    for (let at = text.indexOf(term); at >= 0; ) {
      while ((starts[place + 1] ?? Number.POSITIVE_INFINITY) <= at) place++;
      marks[index * BLOCK + place] = 1;
      const next = starts[place + 1];
      if (next === undefined) return;
      at = text.indexOf(term, next);
    }
  }

  #fill(index: number): Block {
    const values = this.lowers.slice(index * BLOCK, (index + 1) * BLOCK);
    const starts = new Uint32Array(values.length);
    let at = 0;
    values.forEach((value, place) => {
      starts[place] = at;
      at += value.length + 1;
    });
    // Each value begins with a separator, so that a beginning is found as a part.
    const block = { text: SEPARATOR + values.join(SEPARATOR), starts };
    this.#blocks[index] = block;
    return block;
  }
}
