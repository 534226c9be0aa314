// Imported although it is global: the global is a getter, which is seen where it is asked for each of 500 bodies.
import { Buffer } from "node:buffer";
import { grownDoubles } from "./columns/grown";

const SLAB_MAX_BYTES = 1024 * 1024;
/** A larger body is never kept. */
export const BODY_MAX_BYTES = SLAB_MAX_BYTES;
// A small tenant has one of these and no more.
const SLAB_MIN_BYTES = 16 * 1024;

type Slab = {
  /** another one each time it is filled anew: what was in it before is not found any more */
  serial: number;
  readonly bytes: Buffer;
  used: number;
  /** of these, bytes that nobody will ask for again */
  stale: number;
};

/** What a body was made of: its row, and what it is related to. */
export type BodyState = { readonly seq: number; readonly relations: number };

/** A body in `source`, from `start` to `end`. */
export type MadeBody = BodyState & { readonly source: Buffer; readonly start: number; readonly end: number };

/** Numbers of one ordinal: seq and relations its body was made of, where it lies, its length (0: nowhere). */
const PLACE = 4;

/**
 * Finished bodies of one tenant, by ordinal, in a few large pieces of memory: a buffer for each would cost the collector more
 * than the bodies themselves. The pieces are filled one after another and, when memory is used up, the eldest is filled anew.
 */
export class BodyStore {
  /** eldest first; the last one is being filled */
  readonly #slabs: Slab[] = [];
  readonly #bySerial = new Map<number, Slab>();
  readonly #maxBytes: () => number;
  #places = new Float64Array(0);
  #serial = 0;
  #slabBytes = 0;

  /** @param maxBytes - for the pieces together; asked whenever a piece is full */
  constructor(maxBytes: () => number) {
    this.#maxBytes = maxBytes;
  }

  get sizeBytes(): number {
    return this.#slabBytes + this.#places.byteLength;
  }

  /** Whether there is a body that is as new as its row and its relations. */
  has(ordinal: number, { seq, relations }: BodyState): boolean {
    const at = ordinal * PLACE;
    if (!this.#places[at + 3]) return false;
    const isCurrent = this.#places[at] === seq && this.#places[at + 1] === relations;
    if (isCurrent && this.#slabOf(at)) return true;
    this.#forget(at);
    return false;
  }

  /** Bytes of a body that is there. */
  lengthOf(ordinal: number): number {
    return this.#places[ordinal * PLACE + 3] ?? 0;
  }

  /** Copies a body that is there. @returns where it ends in `into` */
  copy(ordinal: number, into: Buffer, at: number): number {
    const place = ordinal * PLACE;
    const start = (this.#places[place + 2] ?? 0) % SLAB_MAX_BYTES;
    const slab = this.#slabOf(place);
    return at + (slab?.bytes.copy(into, at, start, start + this.lengthOf(ordinal)) ?? 0);
  }

  /**
   * Keeps a copy.
   *
   * @param pushes - whether others may be lost for it; without, it is kept while there is room
   * @returns whether it is kept
   */
  put(ordinal: number, { seq, relations, source, start, end }: MadeBody, pushes: boolean): boolean {
    const at = ordinal * PLACE;
    this.#places = grownDoubles(this.#places, at + PLACE);
    this.#forget(at);
    const slab = this.#roomFor(end - start, pushes);
    if (!slab) return false;
    this.#places.set([seq, relations, slab.serial * SLAB_MAX_BYTES + slab.used, end - start], at);
    slab.used += source.copy(slab.bytes, slab.used, start, end);
    return true;
  }

  #slabOf(at: number): Slab | undefined {
    return this.#bySerial.get(Math.floor((this.#places[at + 2] ?? 0) / SLAB_MAX_BYTES));
  }

  #forget(at: number): void {
    const slab = this.#slabOf(at);
    if (slab) slab.stale += this.#places[at + 3] ?? 0;
    this.#places[at + 3] = 0;
  }

  #roomFor(bytes: number, pushes: boolean): Slab | undefined {
    const filling = this.#slabs.at(-1);
    if (filling && filling.used + bytes <= filling.bytes.length) return filling;
    if (bytes > SLAB_MAX_BYTES) return undefined;
    const size = Math.max(bytes, Math.min(SLAB_MAX_BYTES, Math.max(SLAB_MIN_BYTES, this.#slabBytes)));
    const maxBytes = this.#maxBytes();
    while (this.#slabBytes > maxBytes && this.#slabs[0]) this.#drop(this.#slabs[0]);
    if (this.#slabBytes + size <= maxBytes) {
      return this.#fill({ serial: 0, bytes: Buffer.allocUnsafeSlow(size), used: 0, stale: 0 });
    }
    const fits = this.#slabs.filter((slab) => slab.bytes.length >= bytes);
    const emptied = fits.find(({ stale, used }) => stale * 2 >= used) ?? (pushes ? fits[0] : undefined);
    if (!emptied) return undefined;
    this.#drop(emptied);
    return this.#fill(emptied);
  }

  #drop(slab: Slab): void {
    this.#slabs.splice(this.#slabs.indexOf(slab), 1);
    this.#bySerial.delete(slab.serial);
    this.#slabBytes -= slab.bytes.length;
  }

  #fill(slab: Slab): Slab {
    Object.assign(slab, { serial: this.#serial++, used: 0, stale: 0 });
    this.#slabBytes += slab.bytes.length;
    this.#slabs.push(slab);
    this.#bySerial.set(slab.serial, slab);
    return slab;
  }
}
