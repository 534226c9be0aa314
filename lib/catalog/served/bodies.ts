import { sha256 } from "@/lib/platform/crypto";
import type { Scope } from "@/lib/platform/db";
import { withTenantSql } from "@/lib/platform/db";
import { textJson } from "../model/fields";
import { listServedTexts, type ServedText } from "../store/served-store";
import type { CatalogIndex } from "./catalog-index";
import type { ServedBody } from "./served-catalog";

const KEPT_MAX_BYTES = 32 * 1024 * 1024;
// What a buffer and its entry take beside the bytes.
const ENTRY_BYTES = 250;

/** Who reads more at once walks the whole catalog, and would push everybody else's out. */
const KEPT_AT_ONCE = 100;

/** What a body was made of. */
type State = { readonly seq: number; readonly relations: number };
type Kept = State & { readonly bytes: Buffer };
type Read = State & { readonly body: string };

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
    if (!young) this.keep(ordinal, body);
    return body.bytes;
  }

  keep(ordinal: number, body: Kept): void {
    this.#young.set(ordinal, body);
    this.#youngBytes += body.bytes.length + ENTRY_BYTES;
    if (this.#youngBytes < KEPT_MAX_BYTES / 2) return;
    [this.#old, this.#oldBytes] = [this.#young, this.#youngBytes];
    [this.#young, this.#youngBytes] = [new Map(), 0];
  }

  putAhead([first]: readonly number[], reading: Promise<ReadonlyMap<number, Read>>): void {
    if (first === undefined || this.#ahead.size >= AHEAD_MAX) return;
    // Who asks for the page reads it again then, and is told.
    this.#ahead.set(
      first,
      reading.catch(() => NOTHING_AHEAD),
    );
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
  const cache = cacheOf(index);
  const ahead = await cache.takeAhead(ordinals);
  const found = new Map<number, ServedBody | undefined>();
  const missing: number[] = [];
  for (const ordinal of ordinals) {
    const read = ahead.get(ordinal);
    const known = read && isCurrent(index, ordinal, read) ? read.body : cache.find(index, ordinal);
    found.set(ordinal, known);
    if (!known) missing.push(ordinal);
  }
  if (missing.length > 0)
    for (const [ordinal, { body, ...state }] of await read(scope, index, missing)) {
      if (missing.length > KEPT_AT_ONCE) {
        found.set(ordinal, body);
        continue;
      }
      const bytes = Buffer.from(body);
      found.set(ordinal, bytes);
      cache.keep(ordinal, { ...state, bytes });
    }
  return ordinals.map((ordinal) => found.get(ordinal));
}

/** Starts reading what will be asked for next: who walks the catalog page by page need not wait for each. */
export function readAhead(scope: Scope, index: CatalogIndex, ordinals: readonly number[]): void {
  if (ordinals.length <= KEPT_AT_ONCE) return;
  cacheOf(index).putAhead(ordinals, read(scope, index, ordinals));
}

/** Whole texts out of the database. Relations are taken now, with the rest of the answer: they may change meanwhile. */
async function read(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<ReadonlyMap<number, Read>> {
  const wanted = new Map(
    ordinals.map((ordinal) => [
      index.uids.uid(ordinal),
      { ordinal, json: relationsJson(index, ordinal), relations: relationState(index, ordinal) },
    ]),
  );
  const texts = await withTenantSql(scope, (db) => listServedTexts(db, [...wanted.keys()]));
  const bodies = new Map<number, Read>();
  for (const text of texts) {
    const one = wanted.get(text.uid);
    if (one)
      bodies.set(one.ordinal, {
        seq: text.seq,
        relations: one.relations,
        body: withRelations(text, one.json),
      });
  }
  return bodies;
}

/** The whole entity. Its etag is another one when its relations or status are, as clients that keep entities expect. */
function withRelations({ served, etag, status }: ServedText, relations: string): string {
  const rest = status === null ? relations : `${relations},"status":{"items":${status}}`;
  const whole = sha256(etag + rest).slice(0, etag.length);
  // A text cannot hold its own hash anywhere else.
  return `${served.slice(0, -1).replace(`"etag":"${etag}"`, `"etag":"${whole}"`)}${rest}}`;
}

function relationsJson(index: CatalogIndex, ordinal: number): string {
  let json = ',"relations":[';
  index.relationsOf(ordinal).forEach(({ type, targetRef }, i) => {
    json += `${i === 0 ? "" : ","}{"type":${textJson(type)},"targetRef":${textJson(targetRef)}}`;
  });
  return `${json}]`;
}

/** Memory the bodies of an index take. */
export function bodiesSizeBytes(index: CatalogIndex): number {
  return caches.get(index)?.sizeBytes ?? 0;
}
