import { type Bits, hasBit, makeBits, setBit } from "./bits";
import { grownWords } from "./grown";

/**
 * The ordinals of each code of a column, as they were at one moment. What changed since is looked at cell by cell.
 */
export class Postings {
  readonly #starts: Int32Array;
  readonly #ordinals: Int32Array;
  readonly changed: number[] = [];
  #changedBits: Bits = makeBits(0);

  /** @param forEach - visits every code of every entity, and does so twice */
  constructor(codes: number, forEach: (visit: (ordinal: number, code: number) => void) => void) {
    const starts = new Int32Array(codes + 2);
    forEach((_, code) => {
      starts[code + 2] = (starts[code + 2] ?? 0) + 1;
    });
    for (let code = 1; code < starts.length; code++)
      starts[code] = (starts[code] ?? 0) + (starts[code - 1] ?? 0);
    const ordinals = new Int32Array(starts[codes + 1] ?? 0);
    // Starts stand one place too far to the right; filling moves each to where its code begins.
    forEach((ordinal, code) => {
      const place = starts[code + 1] ?? 0;
      ordinals[place] = ordinal;
      starts[code + 1] = place + 1;
    });
    this.#starts = starts;
    this.#ordinals = ordinals;
  }

  get sizeBytes(): number {
    return this.#starts.byteLength + this.#ordinals.byteLength;
  }

  change(ordinal: number): void {
    this.#changedBits = grownWords(this.#changedBits, (ordinal >>> 5) + 1);
    if (hasBit(this.#changedBits, ordinal)) return;
    setBit(this.#changedBits, ordinal);
    this.changed.push(ordinal);
  }

  /** Adds the entities that had a code and have not changed since; none had one that is newer. */
  addUnchanged(code: number, into: Bits): void {
    const end = this.#starts[code + 1] ?? 0;
    for (let place = this.#starts[code] ?? 0; place < end; place++) {
      const ordinal = this.#ordinals[place] ?? 0;
      if (!hasBit(this.#changedBits, ordinal)) setBit(into, ordinal);
    }
  }
}
