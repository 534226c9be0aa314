// Imported although it is global: the global is a getter, which is seen where it is asked for each of 500 texts.
import { Buffer } from "node:buffer";
import { crc32 } from "node:zlib";
import type { ServedText } from "../store/served-store";
import type { CatalogIndex } from "./catalog-index";

const COMMA = 0x2c;
const CLOSED = 0x5d;
const CRC_DIGITS = 8;
// A character of a text takes three bytes at most.
const BYTES_MAX = 3;

/**
 * Writes bodies of entities one after another into one buffer: what was read, then relations and status, and the etag of it all.
 * Each as a string of its own, joined and turned into bytes, was most of what a page of 500 costs.
 */
export class BodyWriter {
  readonly #index: CatalogIndex;
  #bytes: Buffer;
  #at = 0;

  /** @param room - to write into; more is made when it is not enough */
  constructor(index: CatalogIndex, room: Buffer) {
    this.#index = index;
    this.#bytes = room;
  }

  /** What was written. */
  get bytes(): Buffer {
    return this.#bytes.subarray(0, this.#at);
  }

  separate(): void {
    if (this.#at > 0) this.#byte(COMMA);
  }

  copy(bytes: Buffer): void {
    this.#makeRoom(bytes.length);
    this.#at += bytes.copy(this.#bytes, this.#at);
  }

  /** The entity at an ordinal, with the relations that the index has now. */
  write(ordinal: number, { served, etag, status }: ServedText): void {
    const start = this.#at;
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
  }

  /** `,"relations":[…]`, one per type and target, sorted by both. */
  #relations(ordinal: number): void {
    const { graph } = this.#index;
    let json = ',"relations":[';
    let [type, ref] = ["", -1];
    for (const one of this.#index.sortedNeighbours(ordinal)) {
      if (one.ref === ref && one.type === type) continue;
      if (ref >= 0) json += ",";
      json += `${opening(one.type)}${graph.refJson(one.ref)}}`;
      [type, ref] = [one.type, one.ref];
    }
    this.#text(json);
    this.#byte(CLOSED);
  }

  #text(text: string): void {
    this.#makeRoom(text.length * BYTES_MAX);
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

// Types are few: Backstage's, and what a tenant's own kinds declare.
const OPENINGS_MAX = 1_000;
const openings = new Map<string, string>();

function opening(type: string): string {
  const known = openings.get(type);
  if (known !== undefined) return known;
  const text = `{"type":${JSON.stringify(type)},"targetRef":`;
  if (openings.size >= OPENINGS_MAX) openings.clear();
  openings.set(type, text);
  return text;
}
