import type { Scope } from "@/lib/platform/db";
import { withTenantSql } from "@/lib/platform/db";
import { listServedTexts, type ServedText } from "../store/served-store";
import { BODY_MAX_BYTES, type BodyState, BodyStore } from "./body-store";
import { BodyWriter, type Span } from "./body-writer";
import type { CatalogIndex } from "./catalog-index";

/** Who reads more at once walks the whole catalog, and pushes nobody else's out. */
const KEPT_AT_ONCE = 100;

/** Index and bodies of a tenant together: most bodies of 60,000 entities, few of 100,000. */
const TENANT_MAX_BYTES = 144 * 1024 * 1024;
const BODIES_MIN_BYTES = 16 * 1024 * 1024;

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

/** What is kept of one tenant: finished bodies, and pages that will be asked for next. */
class BodyCache {
  readonly store: BodyStore;
  /** by the first entity of the page */
  readonly #ahead = new Map<number, Ahead & { readonly timer: NodeJS.Timeout }>();

  constructor(index: CatalogIndex) {
    this.store = new BodyStore(() => Math.max(BODIES_MIN_BYTES, TENANT_MAX_BYTES - index.sizeBytes));
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

// As with the indexes: two bundles of one process load this code, and the memory must be one.
const holder = globalThis as typeof globalThis & { porticoBodies?: WeakMap<CatalogIndex, BodyCache> };

/** What the body of an entity would be made of now. */
function stateOf(index: CatalogIndex, ordinal: number): BodyState {
  return { seq: index.seqOf(ordinal), relations: relationState(index, ordinal) };
}

function relationState(index: CatalogIndex, ordinal: number): number {
  return index.graph.changesOf(index.refIdOf(ordinal));
}

function cacheOf(index: CatalogIndex): BodyCache {
  holder.porticoBodies ??= new WeakMap();
  const cache = holder.porticoBodies.get(index) ?? new BodyCache(index);
  holder.porticoBodies.set(index, cache);
  return cache;
}

/** The JSON of entities as it is sent, in the order asked for; undefined for one that was deleted in this moment. */
export async function readBodies(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<readonly (Buffer | undefined)[]> {
  const { bytes, spans } = await compose(scope, index, ordinals);
  return spans.map((span) => span && bytes.subarray(span.start, span.end));
}

/** The same as the inside of a JSON array, without those that were deleted in this moment; empty when none is left. */
export async function readBodiesJoined(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<Buffer> {
  return (await cacheOf(index).takeAhead(index, ordinals)) ?? (await compose(scope, index, ordinals)).bytes;
}

// What relations and status of an entity take in nearly every catalog.
const REST_BYTES = 1_000;

/** Bodies one after another with commas between them, and where each is: kept ones as they are, others out of the database. */
async function compose(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<{ readonly bytes: Buffer; readonly spans: readonly (Span | undefined)[] }> {
  const { store } = cacheOf(index);
  const texts: (ServedText | "gone" | undefined)[] = new Array(ordinals.length);
  // What was kept when the reading began may be pushed out, or be old, when it ends.
  for (;;) {
    const missing = ordinals.flatMap((ordinal, at) =>
      texts[at] || store.has(ordinal, stateOf(index, ordinal)) ? [] : [{ ordinal, at }],
    );
    if (missing.length === 0) break;
    const uids = missing.map(({ ordinal }) => index.uids.uid(ordinal));
    for (const { at } of missing) texts[at] = "gone";
    for (const text of await withTenantSql(scope, (db) => listServedTexts(db, uids))) {
      const place = missing[text.nth - 1];
      if (place) texts[place.at] = text;
    }
  }
  const writer = new BodyWriter(index, expectedBytes(store, ordinals, texts));
  const spans = ordinals.map((ordinal, at) => {
    const text = texts[at];
    if (text === "gone") return undefined;
    return text ? writer.write(ordinal, text) : writer.copy(store, ordinal);
  });
  const { bytes } = writer;
  const read = ordinals.flatMap((ordinal, at) => {
    const [text, span] = [texts[at], spans[at]];
    return text && text !== "gone" && span ? [{ ordinal, seq: text.seq, span }] : [];
  });
  // Not before all are written: what is kept may push out what this page still needs.
  for (const { ordinal, seq, span } of read) {
    // A row newer than the index may have another ref, whose relations are not those that were written.
    if (seq !== index.seqOf(ordinal) || span.end - span.start > BODY_MAX_BYTES) continue;
    const body = { seq, relations: relationState(index, ordinal), source: bytes, ...span };
    if (!store.put(ordinal, body, ordinals.length <= KEPT_AT_ONCE)) break;
  }
  return { bytes, spans };
}

function expectedBytes(
  store: BodyStore,
  ordinals: readonly number[],
  texts: readonly (ServedText | "gone" | undefined)[],
): number {
  return ordinals.reduce((sum, ordinal, at) => {
    const text = texts[at];
    if (text === "gone") return sum;
    return sum + 1 + (text ? text.served.length + REST_BYTES : store.lengthOf(ordinal));
  }, 0);
}

/** Makes ready what will be asked for next: who walks the catalog page by page need not wait for each. */
export function readAhead(scope: Scope, index: CatalogIndex, ordinals: readonly number[]): void {
  const cache = cacheOf(index);
  if (ordinals.length <= KEPT_AT_ONCE || cache.isFarAhead) return;
  const { revision } = index;
  const bytes = compose(scope, index, ordinals).then(
    (page) => page.bytes,
    () => undefined,
  );
  cache.putAhead({ ordinals, revision, bytes });
}

/** Memory the bodies of an index take. */
export function bodiesSizeBytes(index: CatalogIndex): number {
  return holder.porticoBodies?.get(index)?.store.sizeBytes ?? 0;
}

/** Gives that memory back. */
export function forgetBodies(index: CatalogIndex): void {
  holder.porticoBodies?.delete(index);
}
