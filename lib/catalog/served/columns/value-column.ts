import { type Bits, setBit } from "./bits";
import { Dictionary, NULL_CODE } from "./dictionary";
import { grown } from "./grown";
import { Postings } from "./postings";

const NONE = -1;
const CHANGED_MAX = 2_000;

/**
 * What every entity has under one key: nothing, one value, or several.
 *
 * A cell is a code of the dictionary, -1 for nothing, or -2 minus the place in the pool of a count and as many codes.
 */
export class ValueColumn {
  readonly dictionary: Dictionary;
  /** set by reads; the least recently used column goes first */
  usedAt = 0;
  #cells: Int32Array<ArrayBuffer>;
  #pool = new Int32Array(0);
  #poolUsed = 0;
  #garbage = 0;
  /** of columns with several values a cell, where a scan costs ten times as much */
  #postings: Postings | undefined;

  constructor(capacity: number, dictionary = new Dictionary()) {
    this.dictionary = dictionary;
    this.#cells = new Int32Array(capacity).fill(NONE);
  }

  get sizeBytes(): number {
    const cells = this.#cells.byteLength + this.#pool.byteLength + (this.#postings?.sizeBytes ?? 0);
    return cells + this.dictionary.sizeBytes;
  }

  /** @param values - in original case; null for one that exists and equals nothing */
  set(ordinal: number, values: readonly (string | null)[]): void {
    this.#cells = grown(this.#cells, ordinal + 1, NONE);
    this.#postings?.change(ordinal);
    const old = this.#cells[ordinal] ?? NONE;
    if (old < NONE) this.#garbage += 1 + (this.#pool[-2 - old] ?? 0);
    const [only] = values;
    if (only === undefined) this.#cells[ordinal] = NONE;
    else if (values.length === 1) this.#cells[ordinal] = this.#code(only);
    else this.#cells[ordinal] = this.#pooled(this.#distinct(values));
    if (this.#garbage > 4_096 && this.#garbage > this.#poolUsed / 2) this.#compact();
  }

  #code(value: string | null): number {
    return value === null ? NULL_CODE : this.dictionary.codeOf(value);
  }

  /** Codes of values, one of those that differ in case only: the first, as Backstage keeps one row of them. */
  #distinct(values: readonly (string | null)[]): readonly number[] {
    const codes = new Map<string | null, number>();
    for (const value of values) {
      const lower = value === null ? null : value.toLowerCase();
      if (!codes.has(lower)) codes.set(lower, this.#code(value));
    }
    return [...codes.values()];
  }

  #pooled(codes: readonly number[]): number {
    const place = this.#poolUsed;
    this.#pool = grown(this.#pool, place + 1 + codes.length);
    this.#pool[place] = codes.length;
    this.#pool.set(codes, place + 1);
    this.#poolUsed = place + 1 + codes.length;
    return -2 - place;
  }

  #compact(): void {
    const lists = [...this.#cells.keys()].filter((ordinal) => (this.#cells[ordinal] ?? NONE) < NONE);
    const codes = lists.map((ordinal) => this.codes(ordinal));
    this.#pool = new Int32Array(0);
    this.#poolUsed = 0;
    this.#garbage = 0;
    lists.forEach((ordinal, index) => {
      this.#cells[ordinal] = this.#pooled(codes[index] ?? []);
    });
  }

  codes(ordinal: number): readonly number[] {
    const cell = this.#cells[ordinal] ?? NONE;
    if (cell === NONE) return [];
    if (cell >= 0) return [cell];
    const place = -2 - cell;
    return [...this.#pool.subarray(place + 1, place + 1 + (this.#pool[place] ?? 0))];
  }

  /** Values in original case; nulls are left out. */
  values(ordinal: number): readonly string[] {
    return this.codes(ordinal)
      .filter((code) => code !== NULL_CODE)
      .map((code) => this.dictionary.originals[code] ?? "");
  }

  value(ordinal: number): string | undefined {
    const cell = this.#cells[ordinal] ?? NONE;
    if (cell > NULL_CODE) return this.dictionary.originals[cell];
    return cell === NONE || cell === NULL_CODE ? undefined : this.values(ordinal)[0];
  }

  /** The code of what an entity has, of its first value when there are several; NULL_CODE for nothing. */
  firstCode(ordinal: number): number {
    const cell = this.#cells[ordinal] ?? NONE;
    return cell >= 0 ? cell : cell === NONE ? NULL_CODE : (this.#pool[-1 - cell] ?? NULL_CODE);
  }

  /** Whether some entity may have more than one value. */
  get holdsSeveral(): boolean {
    return this.#poolUsed > 0;
  }

  hasLower(ordinal: number, lower: string): boolean {
    return this.codes(ordinal).some((code) => code !== NULL_CODE && this.dictionary.lowers[code] === lower);
  }

  /** What an entity is ordered by: its least or greatest value in lower case; undefined when it has none. */
  sortValue(ordinal: number, isGreatest = false): string | undefined {
    const cell = this.#cells[ordinal] ?? NONE;
    if (cell > NULL_CODE) return this.dictionary.lowers[cell];
    if (cell === NONE || cell === NULL_CODE) return undefined;
    const place = -2 - cell;
    let kept: string | undefined;
    for (let i = place + 1; i <= place + (this.#pool[place] ?? 0); i++) {
      const code = this.#pool[i] ?? NULL_CODE;
      const value = this.dictionary.lowers[code] ?? "";
      if (code !== NULL_CODE && (kept === undefined || value > kept === isGreatest)) kept = value;
    }
    return kept;
  }

  addExisting(into: Bits): void {
    const cells = this.#cells;
    const end = Math.min(cells.length, into.length * 32);
    for (let ordinal = 0; ordinal < end; ordinal++)
      if ((cells[ordinal] ?? NONE) !== NONE) setBit(into, ordinal);
  }

  /** Adds the entities that have a value, given in lower case. */
  addEqual(lower: string, into: Bits): void {
    this.#addCodes(this.dictionary.codesOf(lower), into);
  }

  addIn(lowers: readonly string[], into: Bits): void {
    this.#addCodes(
      lowers.flatMap((lower) => this.dictionary.codesOf(lower)),
      into,
    );
  }

  addPrefix(prefix: string, into: Bits): void {
    this.#addCodes(this.dictionary.codesBeginning(prefix), into);
  }

  addContaining(term: string, into: Bits): void {
    this.#addCodes(this.dictionary.codesContaining(term), into);
  }

  #addCodes(codes: readonly number[], into: Bits): void {
    if (codes.length === 0) return;
    if (this.#poolUsed > 0) this.#addPosted(codes, into);
    else this.#addCells(codes, into);
  }

  #addPosted(codes: readonly number[], into: Bits): void {
    const postings = this.#currentPostings();
    for (const code of codes) postings.addUnchanged(code, into);
    if (postings.changed.length === 0) return;
    const marks = this.#marksOf(codes);
    for (const ordinal of postings.changed) if (this.#hasMarked(ordinal, marks)) setBit(into, ordinal);
  }

  #addCells(codes: readonly number[], into: Bits): void {
    const cells = this.#cells;
    const end = Math.min(cells.length, into.length * 32);
    const [only] = codes;
    if (codes.length === 1) {
      for (let ordinal = 0; ordinal < end; ordinal++) if (cells[ordinal] === only) setBit(into, ordinal);
      return;
    }
    const marks = this.#marksOf(codes);
    for (let ordinal = 0; ordinal < end; ordinal++) {
      const cell = cells[ordinal] ?? NONE;
      if (cell >= 0 && marks[cell] === 1) setBit(into, ordinal);
    }
  }

  #marksOf(codes: readonly number[]): Uint8Array {
    const marks = new Uint8Array(this.dictionary.size);
    for (const code of codes) marks[code] = 1;
    return marks;
  }

  #currentPostings(): Postings {
    const known = this.#postings;
    if (known && known.changed.length < CHANGED_MAX) return known;
    const made = new Postings(this.dictionary.size, (visit) => {
      for (let ordinal = 0; ordinal < this.#cells.length; ordinal++) this.#forEachCode(ordinal, visit);
    });
    this.#postings = made;
    return made;
  }

  #forEachCode(ordinal: number, visit: (ordinal: number, code: number) => void): void {
    const cell = this.#cells[ordinal] ?? NONE;
    if (cell >= 0) visit(ordinal, cell);
    else if (cell !== NONE) {
      const last = -2 - cell + (this.#pool[-2 - cell] ?? 0);
      for (let i = -1 - cell; i <= last; i++) visit(ordinal, this.#pool[i] ?? NULL_CODE);
    }
  }

  #hasMarked(ordinal: number, marks: Uint8Array): boolean {
    let has = false;
    this.#forEachCode(ordinal, (_, code) => {
      has ||= marks[code] === 1;
    });
    return has;
  }

  /** Number of entities of a set by code. */
  count(of: Bits): Int32Array {
    const counts = new Int32Array(this.dictionary.size);
    const cells = this.#cells;
    const pool = this.#pool;
    for (let word = 0; word < of.length; word++) {
      let bits = of[word] ?? 0;
      while (bits !== 0) {
        const ordinal = (word << 5) + 31 - Math.clz32(bits & -bits);
        bits &= bits - 1;
        const cell = cells[ordinal] ?? NONE;
        if (cell >= 0) counts[cell] = (counts[cell] ?? 0) + 1;
        else if (cell !== NONE) {
          const last = -2 - cell + (pool[-2 - cell] ?? 0);
          for (let i = -1 - cell; i <= last; i++) {
            const code = pool[i] ?? NULL_CODE;
            counts[code] = (counts[code] ?? 0) + 1;
          }
        }
      }
    }
    return counts;
  }
}
