// Imported although it is global: the global is a getter, which is seen where it is asked for each of 500 texts.
import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import type { ServedText } from "../store/served-store";
import type { BodyStore } from "./body-store";
import type { CatalogIndex } from "./catalog-index";
import type { Neighbour, RelationType } from "./columns/relation-graph";

const COMMA = 0x2c;
const CLOSED = 0x5d;
const QUOTE = 0x22;
const CLOSING = 0x7d;
const RELATIONS = ',"relations":[';
const CRC_DIGITS = 8;
// A character of a text takes three bytes at most.
const BYTES_MAX = 3;

/** Where a body is among those that were written. */
export type Span = { readonly start: number; readonly end: number };

/**
 * Writes bodies of entities one after another, with commas between them, into one buffer: what was read, then relations
 * and status, and the etag of it all.
 * Each as a string of its own, joined and turned into bytes, was most of what a page of 500 costs.
 */
export class BodyWriter {
  readonly #index: CatalogIndex;
  #bytes: Buffer;
  #at = 0;

  /** @param expected - bytes; more is made when it is not enough */
  constructor(index: CatalogIndex, expected: number) {
    this.#index = index;
    this.#bytes = Buffer.allocUnsafe(expected);
  }

  /** What was written. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  /** A body that is kept. @returns where it is */
  copy(store: BodyStore, ordinal: number): Span {
    const start = this.#begin();
    this.#makeRoom(store.lengthOf(ordinal));
    this.#at = store.copy(ordinal, this.#bytes, this.#at);
    return { start, end: this.#at };
  }

  /** The entity at an ordinal, with the relations that the index has now. @returns where it is */
  write(ordinal: number, { served, etag, status }: ServedText): Span {
    const start = this.#begin();
    this.#text(served);
    // Its closing brace comes last again.
    const rest = this.#at - 1;
    this.#at = rest;
    this.#relations(ordinal);
    if (status !== null) this.#text(`,"status":{"items":${status}}`);
    this.#text("}");
    // Another etag when relations or status are others, as clients that keep entities expect. A text cannot hold its own hash elsewhere.
    const crc = crc32(this.#bytes.subarray(rest, this.#at)).toString(16).padStart(CRC_DIGITS, "0");
    const end = this.#bytes.indexOf(etag, start, "latin1") + etag.length;
    this.#bytes.write(crc, end - CRC_DIGITS, "latin1");
    return { start, end: this.#at };
  }

  #begin(): number {
    if (this.#at > 0) this.#byte(COMMA);
    return this.#at;
  }

  /** `,"relations":[…]`, one per type and target, sorted by both. */
  #relations(ordinal: number): void {
    const { graph } = this.#index;
    this.#makeRoom(RELATIONS.length);
    this.#ascii(RELATIONS);
    let before: Neighbour | undefined;
    for (const one of this.#index.sortedNeighbours(ordinal)) {
      if (one.ref === before?.ref && one.type === before.type) continue;
      if (before) this.#byte(COMMA);
      this.#relation(one.type, graph.refs[one.ref] ?? "", graph.isPlain(one.ref));
      before = one;
    }
    this.#byte(CLOSED);
  }

  #relation({ opening, isPlain }: RelationType, ref: string, isPlainRef: boolean): void {
    if (!isPlain || !isPlainRef) {
      this.#text(`${opening}${JSON.stringify(ref)}}`);
      return;
    }
    this.#makeRoom(opening.length + ref.length + 3);
    this.#ascii(opening);
    this.#bytes[this.#at++] = QUOTE;
    this.#ascii(ref);
    this.#bytes[this.#at++] = QUOTE;
    this.#bytes[this.#at++] = CLOSING;
  }

  // Letter by letter: for texts this short a call out of JavaScript costs more. There must be room.
  #ascii(text: string): void {
    const bytes = this.#bytes;
    let at = this.#at;
    for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
    this.#at = at;
  }

  #text(text: string): void {
    // Counted only where a guess does not fit: what is made for a page is as large as its page.
    if (this.#at + text.length * BYTES_MAX > this.#bytes.length) this.#makeRoom(Buffer.byteLength(text));
    this.#at += this.#bytes.write(text, this.#at);
  }

  #byte(byte: number): void {
    this.#makeRoom(1);
    this.#bytes[this.#at++] = byte;
  }

  #makeRoom(bytes: number): void {
    if (this.#at + bytes <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + bytes));
    this.#bytes.copy(larger, 0, 0, this.#at);
    this.#bytes = larger;
  }
}
