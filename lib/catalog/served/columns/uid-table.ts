import { grown, grownWords } from "./grown";

const EMPTY = -1;
const UID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Uids as four words each, found by hash: a tenth of what texts in a map take. */
export class UidTable {
  size = 0;
  #words = new Uint32Array(0);
  #slots = new Int32Array(1_024).fill(EMPTY);
  /** the uid looked for, so that a look-up allocates nothing */
  readonly #wanted = new Uint32Array(4);

  get sizeBytes(): number {
    return this.#words.byteLength + this.#slots.byteLength;
  }

  find(uid: string): number | undefined {
    if (!UID.test(uid)) return undefined;
    const ordinal = this.#slots[this.#slotOf(uid)] ?? EMPTY;
    return ordinal === EMPTY ? undefined : ordinal;
  }

  /** The ordinal of a uid, the next one when it is new. */
  add(uid: string): number {
    const slot = this.#slotOf(uid);
    const found = this.#slots[slot] ?? EMPTY;
    if (found !== EMPTY) return found;
    const ordinal = this.size++;
    this.#words = grownWords(this.#words, 4 * this.size);
    this.#words.set(this.#wanted, 4 * ordinal);
    this.#slots[slot] = ordinal;
    if (this.size * 2 > this.#slots.length) this.#rehash();
    return ordinal;
  }

  uid(ordinal: number): string {
    const at = 4 * ordinal;
    const [b, c] = [hex(this.#words[at + 1] ?? 0), hex(this.#words[at + 2] ?? 0)];
    return `${hex(this.#words[at] ?? 0)}-${b.slice(0, 4)}-${b.slice(4)}-${c.slice(0, 4)}-${c.slice(4)}${hex(this.#words[at + 3] ?? 0)}`;
  }

  /** Order of two uids as texts. */
  compare(one: number, other: number): number {
    const words = this.#words;
    for (let i = 0; i < 4; i++) {
      const difference = (words[4 * one + i] ?? 0) - (words[4 * other + i] ?? 0);
      if (difference !== 0) return difference;
    }
    return 0;
  }

  #slotOf(uid: string): number {
    const words = this.#wanted;
    words[0] = Number.parseInt(uid.slice(0, 8), 16);
    words[1] = Number.parseInt(uid.slice(9, 13) + uid.slice(14, 18), 16);
    words[2] = Number.parseInt(uid.slice(19, 23) + uid.slice(24, 28), 16);
    words[3] = Number.parseInt(uid.slice(28), 16);
    return this.#slot(words);
  }

  #slot(words: Uint32Array): number {
    const mask = this.#slots.length - 1;
    // Uids are random: any word is a hash. The last ones differ also in uids made by a counter.
    for (let slot = ((words[3] ?? 0) ^ Math.imul(words[0] ?? 0, 31)) & mask; ; slot = (slot + 1) & mask) {
      const ordinal = this.#slots[slot] ?? EMPTY;
      if (ordinal === EMPTY || this.#holds(ordinal, words)) return slot;
    }
  }

  #holds(ordinal: number, words: Uint32Array): boolean {
    for (let i = 0; i < 4; i++) if (this.#words[4 * ordinal + i] !== words[i]) return false;
    return true;
  }

  #rehash(): void {
    this.#slots = grown(new Int32Array(0), this.#slots.length * 2).fill(EMPTY);
    for (let ordinal = 0; ordinal < this.size; ordinal++)
      this.#slots[this.#slot(this.#words.subarray(4 * ordinal, 4 * ordinal + 4))] = ordinal;
  }
}

// By table: `toString(16)` of a number this large is a division per digit, and a page names 500 uids.
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

function hex(word: number): string {
  return `${HEX[word >>> 24]}${HEX[(word >>> 16) & 255]}${HEX[(word >>> 8) & 255]}${HEX[word & 255]}`;
}
