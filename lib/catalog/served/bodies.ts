// Imported although it is global: the global is a getter, which is seen where it is asked for each of 500 texts.
import { Buffer } from "node:buffer";
import { sha256 } from "@/lib/platform/crypto";
import type { Scope } from "@/lib/platform/db";
import { withTenantSql } from "@/lib/platform/db";
import { textJson } from "../model/fields";
import { listServedTexts } from "../store/served-store";
import type { CatalogIndex } from "./catalog-index";
import type { Neighbour } from "./columns/relation-graph";
import type { ServedBody } from "./served-catalog";

const KEPT_MAX_BYTES = 32 * 1024 * 1024;
// What a buffer and its entry take beside the bytes.
const ENTRY_BYTES = 250;

/** Who reads more at once walks the whole catalog, and would push everybody else's out. */
const KEPT_AT_ONCE = 100;

/** What a body was made of. */
type State = { readonly seq: number; readonly relations: number };
type Kept = State & { readonly bytes: Buffer };
/** A text out of the database, and what belongs behind its last member. */
type Read = State & { readonly served: string; readonly etag: string; readonly rest: string };

/** Pages read ahead of those who walk. */
const AHEAD_MAX = 4;
const AHEAD_MS = 5_000;
const NOTHING_AHEAD: ReadonlyMap<number, Read> = new Map();

/**
 * Complete bodies of one tenant. Two generations: what is asked for moves to the younger one, and when that is full the
 * elder one goes. A map that loses its oldest entry each time would slow down with every loss.
 */
class BodyCache {
  #young = new Map<number, Kept>();
  #old = new Map<number, Kept>();
  #youngBytes = 0;
  #oldBytes = 0;
  /** by the first entity of the page */
  readonly #ahead = new Map<number, Promise<ReadonlyMap<number, Read>>>();

  get sizeBytes(): number {
    return this.#youngBytes + this.#oldBytes;
  }

  /** A body that is as new as its row and its relations. */
  find(index: CatalogIndex, ordinal: number): Buffer | undefined {
    const young = this.#young.get(ordinal);
    const body = young ?? this.#old.get(ordinal);
    if (!body || !isCurrent(index, ordinal, body)) return undefined;
    if (!young) this.#put(ordinal, body);
    return body.bytes;
  }

  /** @returns its bytes */
  keep(ordinal: number, read: Read): Buffer {
    const bytes = Buffer.from(textOf(read));
    this.#put(ordinal, { seq: read.seq, relations: read.relations, bytes });
    return bytes;
  }

  #put(ordinal: number, body: Kept): void {
    this.#young.set(ordinal, body);
    this.#youngBytes += body.bytes.length + ENTRY_BYTES;
    if (this.#youngBytes < KEPT_MAX_BYTES / 2) return;
    [this.#old, this.#oldBytes] = [this.#young, this.#youngBytes];
    [this.#young, this.#youngBytes] = [new Map(), 0];
  }

  putAhead([first]: readonly number[], start: () => Promise<ReadonlyMap<number, Read>>): void {
    if (first === undefined || this.#ahead.size >= AHEAD_MAX) return;
    // When it fails, who asks for the page reads it again and is told.
    const reading = start().catch(() => NOTHING_AHEAD);
    this.#ahead.set(first, reading);
    setTimeout(() => this.#ahead.delete(first), AHEAD_MS).unref();
  }

  async takeAhead([first]: readonly number[]): Promise<ReadonlyMap<number, Read>> {
    const reading = first === undefined ? undefined : this.#ahead.get(first);
    if (first === undefined || !reading) return NOTHING_AHEAD;
    this.#ahead.delete(first);
    return reading;
  }
}

const caches = new WeakMap<CatalogIndex, BodyCache>();

/** Whether a body is as new as its row and its relations. */
function isCurrent(index: CatalogIndex, ordinal: number, { seq, relations }: State): boolean {
  return seq === index.seqOf(ordinal) && relations === relationState(index, ordinal);
}

function relationState(index: CatalogIndex, ordinal: number): number {
  return index.graph.changesOf(index.refIdOf(ordinal));
}

function cacheOf(index: CatalogIndex): BodyCache {
  const cache = caches.get(index) ?? new BodyCache();
  caches.set(index, cache);
  return cache;
}

/** The JSON of entities as it is sent, in the order asked for; undefined for one that was deleted in this moment. */
export async function readBodies(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<readonly (ServedBody | undefined)[]> {
  const found = await collect(scope, index, ordinals);
  return found.map((one) => (one === undefined || Buffer.isBuffer(one) ? one : textOf(one)));
}

/**
 * The same as the inside of a JSON array, without those that were deleted in this moment; empty when none is left.
 *
 * Hundreds of texts go into their place in one buffer: each as a string of its own, joined and turned into bytes, was most of
 * what a page of 500 costs.
 */
export async function readBodiesJoined(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<Buffer> {
  const found = (await collect(scope, index, ordinals)).filter((one) => one !== undefined);
  const bytes = Buffer.allocUnsafe(found.reduce((sum, one) => sum + sizeOf(one) + 1, 0));
  let at = 0;
  for (const one of found) {
    if (at > 0) at = bytes.writeUInt8(COMMA, at);
    at += Buffer.isBuffer(one) ? one.copy(bytes, at) : write(one, bytes, at);
  }
  return bytes.subarray(0, at);
}

const COMMA = 0x2c;
const CLOSING = "}";

function sizeOf(one: Buffer | Read): number {
  return Buffer.isBuffer(one) ? one.length : Buffer.byteLength(one.served) + Buffer.byteLength(one.rest);
}

/** @returns the number of bytes written */
function write(read: Read, into: Buffer, start: number): number {
  let at = start + into.write(read.served, start) - CLOSING.length;
  // A text cannot hold its own hash anywhere but in its etag.
  into.write(etagOf(read), into.indexOf(read.etag, start, "latin1"), "latin1");
  at += into.write(read.rest, at);
  return at + into.write(CLOSING, at) - start;
}

/** Bytes that are kept, and texts of those that were read now. */
async function collect(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<readonly (Buffer | Read | undefined)[]> {
  const cache = cacheOf(index);
  const ahead = await cache.takeAhead(ordinals);
  const found = new Map<number, Buffer | Read>();
  const missing: number[] = [];
  for (const ordinal of ordinals) {
    const read = ahead.get(ordinal);
    const known = read && isCurrent(index, ordinal, read) ? read : cache.find(index, ordinal);
    if (known) found.set(ordinal, known);
    else missing.push(ordinal);
  }
  if (missing.length > 0)
    for (const [ordinal, one] of await read(scope, index, missing))
      found.set(ordinal, missing.length > KEPT_AT_ONCE ? one : cache.keep(ordinal, one));
  return ordinals.map((ordinal) => found.get(ordinal));
}

/** Starts reading what will be asked for next: who walks the catalog page by page need not wait for each. */
export function readAhead(scope: Scope, index: CatalogIndex, ordinals: readonly number[]): void {
  if (ordinals.length <= KEPT_AT_ONCE) return;
  cacheOf(index).putAhead(ordinals, () => read(scope, index, ordinals));
}

/** Texts out of the database, with the relations the index has when they come. */
async function read(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<ReadonlyMap<number, Read>> {
  const byUid = new Map(ordinals.map((ordinal) => [index.uids.uid(ordinal), ordinal]));
  const texts = await withTenantSql(scope, (db) => listServedTexts(db, [...byUid.keys()]));
  const found = new Map<number, Read>();
  for (const { uid, seq, served, etag, status } of texts) {
    const ordinal = byUid.get(uid);
    if (ordinal === undefined) continue;
    const relations = relationsJson(index, ordinal);
    const rest = status === null ? relations : `${relations},"status":{"items":${status}}`;
    found.set(ordinal, { seq, relations: relationState(index, ordinal), served, etag, rest });
  }
  return found;
}

function textOf(read: Read): string {
  return `${read.served.slice(0, -1).replace(`"etag":"${read.etag}"`, `"etag":"${etagOf(read)}"`)}${read.rest}}`;
}

/** The etag of the whole entity: another one when its relations or status are, as clients that keep entities expect. */
function etagOf({ etag, rest }: Read): string {
  return sha256(etag + rest).slice(0, etag.length);
}

/** `,"relations":[…]`, one per type and target, sorted by both. */
function relationsJson(index: CatalogIndex, ordinal: number): string {
  const { refs } = index.graph;
  let json = ',"relations":[';
  let before: Neighbour | undefined;
  for (const one of index.sortedNeighbours(ordinal)) {
    if (before?.ref === one.ref && before.type === one.type) continue;
    const target = textJson(refs[one.ref] ?? "");
    json += `${before ? "," : ""}{"type":${textJson(one.type)},"targetRef":${target}}`;
    before = one;
  }
  return `${json}]`;
}

/** Memory the bodies of an index take. */
export function bodiesSizeBytes(index: CatalogIndex): number {
  return caches.get(index)?.sizeBytes ?? 0;
}
