// Imported although it is global: the global is a getter, which is seen where it is asked for each of 500 texts.
import { Buffer } from "node:buffer";
import type { Scope } from "@/lib/platform/db";
import { withTenantSql } from "@/lib/platform/db";
import { listServedTexts, type ServedText } from "../store/served-store";
import { BodyWriter } from "./body-writer";
import type { CatalogIndex } from "./catalog-index";

const KEPT_MAX_BYTES = 32 * 1024 * 1024;
// What a buffer and its entry take beside the bytes.
const ENTRY_BYTES = 250;

/** Who reads more at once walks the whole catalog, and would push everybody else's out. */
const KEPT_AT_ONCE = 100;

/** A body, and what it was made of. */
type Kept = { readonly seq: number; readonly relations: number; readonly bytes: Buffer };

/** Pages made ready for those who walk. */
const AHEAD_MAX = 4;
const AHEAD_MS = 5_000;

/** A page nobody has asked for yet. */
type Ahead = {
  readonly ordinals: readonly number[];
  /** of the index when it was begun */
  readonly revision: number;
  /** undefined when it could not be read: who asks for it reads it again, and is told */
  readonly bytes: Promise<Buffer | undefined>;
};

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
  readonly #ahead = new Map<number, Ahead & { readonly timer: NodeJS.Timeout }>();

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
  keep(index: CatalogIndex, ordinal: number, read: ServedText): Buffer {
    const bytes = bodyOf(index, ordinal, read);
    this.#put(ordinal, { seq: read.seq, relations: relationState(index, ordinal), bytes });
    return bytes;
  }

  #put(ordinal: number, body: Kept): void {
    this.#young.set(ordinal, body);
    this.#youngBytes += body.bytes.length + ENTRY_BYTES;
    if (this.#youngBytes < KEPT_MAX_BYTES / 2) return;
    [this.#old, this.#oldBytes] = [this.#young, this.#youngBytes];
    [this.#young, this.#youngBytes] = [new Map(), 0];
  }

  putAhead(page: Ahead): void {
    const [first] = page.ordinals;
    if (first === undefined) return;
    this.#dropAhead(first);
    const timer = setTimeout(() => this.#ahead.delete(first), AHEAD_MS).unref();
    this.#ahead.set(first, { ...page, timer });
  }

  // The timer goes too: it would hold a page of a megabyte for seconds after it was sent.
  #dropAhead(first: number): void {
    clearTimeout(this.#ahead.get(first)?.timer);
    this.#ahead.delete(first);
  }

  get isFarAhead(): boolean {
    return this.#ahead.size >= AHEAD_MAX;
  }

  /** The page of these entities, when it was made ready and nothing has changed since. */
  async takeAhead(index: CatalogIndex, ordinals: readonly number[]): Promise<Buffer | undefined> {
    const [first] = ordinals;
    const page = first === undefined ? undefined : this.#ahead.get(first);
    if (first === undefined || !page) return undefined;
    this.#dropAhead(first);
    const isAsked =
      page.ordinals.length === ordinals.length &&
      page.ordinals.every((ordinal, i) => ordinal === ordinals[i]);
    if (!isAsked || page.revision !== index.revision) return undefined;
    const bytes = await page.bytes;
    return page.revision === index.revision ? bytes : undefined;
  }
}

const caches = new WeakMap<CatalogIndex, BodyCache>();

/** Whether a body is as new as its row and its relations. */
function isCurrent(index: CatalogIndex, ordinal: number, { seq, relations }: Kept): boolean {
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
): Promise<readonly (Buffer | undefined)[]> {
  const found = await collect(scope, index, ordinals);
  return ordinals.map((ordinal, i) => {
    const one = found[i];
    return one === undefined || Buffer.isBuffer(one) ? one : bodyOf(index, ordinal, one);
  });
}

/** The same as the inside of a JSON array, without those that were deleted in this moment; empty when none is left. */
export async function readBodiesJoined(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<Buffer> {
  return (await cacheOf(index).takeAhead(index, ordinals)) ?? joined(scope, index, ordinals);
}

async function joined(scope: Scope, index: CatalogIndex, ordinals: readonly number[]): Promise<Buffer> {
  const found = await collect(scope, index, ordinals);
  const expected = found.reduce((sum, one) => sum + expectedOf(one), 0);
  const writer = new BodyWriter(index, Buffer.allocUnsafe(expected));
  for (const [i, ordinal] of ordinals.entries()) {
    const one = found[i];
    if (one === undefined) continue;
    writer.separate();
    if (Buffer.isBuffer(one)) writer.copy(one);
    else writer.write(ordinal, one);
  }
  return writer.bytes;
}

// What relations and status of an entity take in nearly every catalog.
const REST_BYTES = 1_000;

function expectedOf(one: Buffer | ServedText | undefined): number {
  if (one === undefined) return 0;
  return Buffer.isBuffer(one) ? one.length : one.served.length + REST_BYTES;
}

// Of its own, not a piece of Node's pool: what is kept would hold the pieces beside it.
const scratch = Buffer.allocUnsafeSlow(64 * 1024);

function bodyOf(index: CatalogIndex, ordinal: number, read: ServedText): Buffer {
  const writer = new BodyWriter(index, scratch);
  writer.write(ordinal, read);
  return Buffer.from(writer.bytes);
}

/** Bytes that are kept, and texts of those that were read now. */
async function collect(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<readonly (Buffer | ServedText | undefined)[]> {
  const cache = cacheOf(index);
  const found: (Buffer | ServedText | undefined)[] = ordinals.map((ordinal) => cache.find(index, ordinal));
  const missing = ordinals.flatMap((ordinal, at) => (found[at] ? [] : [{ ordinal, at }]));
  if (missing.length === 0) return found;
  const uids = missing.map(({ ordinal }) => index.uids.uid(ordinal));
  for (const text of await withTenantSql(scope, (db) => listServedTexts(db, uids))) {
    const place = missing[text.nth - 1];
    if (place)
      found[place.at] = missing.length > KEPT_AT_ONCE ? text : cache.keep(index, place.ordinal, text);
  }
  return found;
}

/** Makes ready what will be asked for next: who walks the catalog page by page need not wait for each. */
export function readAhead(scope: Scope, index: CatalogIndex, ordinals: readonly number[]): void {
  const cache = cacheOf(index);
  if (ordinals.length <= KEPT_AT_ONCE || cache.isFarAhead) return;
  const { revision } = index;
  const bytes = joined(scope, index, ordinals).catch(() => undefined);
  cache.putAhead({ ordinals, revision, bytes });
}

/** Memory the bodies of an index take. */
export function bodiesSizeBytes(index: CatalogIndex): number {
  return caches.get(index)?.sizeBytes ?? 0;
}
