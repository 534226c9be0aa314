import type { Scope } from "@/lib/platform/db";
import { withTenantSql } from "@/lib/platform/db";
import { listServedTexts } from "../store/served-store";
import type { CatalogIndex } from "./catalog-index";

const KEPT_MAX_BYTES = 32 * 1024 * 1024;
// What a buffer and its entry take beside the bytes.
const ENTRY_BYTES = 250;

type Body = { readonly seq: number; readonly relations: number; readonly bytes: Buffer };

/** Complete bodies of one tenant, the least recently used leaving first. */
class BodyCache {
  sizeBytes = 0;
  readonly #bodies = new Map<number, Body>();

  /** A body that is as new as its row and its relations. */
  find(index: CatalogIndex, ordinal: number): Buffer | undefined {
    const body = this.#bodies.get(ordinal);
    if (!body || body.seq !== index.seqOf(ordinal) || body.relations !== relationState(index, ordinal))
      return undefined;
    this.#bodies.delete(ordinal);
    this.#bodies.set(ordinal, body);
    return body.bytes;
  }

  keep(ordinal: number, body: Body): void {
    this.#forget(ordinal);
    this.#bodies.set(ordinal, body);
    this.sizeBytes += body.bytes.length + ENTRY_BYTES;
    for (const oldest of this.#bodies.keys()) {
      if (this.sizeBytes <= KEPT_MAX_BYTES) return;
      this.#forget(oldest);
    }
  }

  #forget(ordinal: number): void {
    const body = this.#bodies.get(ordinal);
    if (!body) return;
    this.#bodies.delete(ordinal);
    this.sizeBytes -= body.bytes.length + ENTRY_BYTES;
  }
}

const caches = new WeakMap<CatalogIndex, BodyCache>();

function relationState(index: CatalogIndex, ordinal: number): number {
  return index.graph.changesOf(index.refIdOf(ordinal));
}

/** The JSON of entities as it is sent, in the order asked for; undefined for one that was deleted in this moment. */
export async function readBodies(
  scope: Scope,
  index: CatalogIndex,
  ordinals: readonly number[],
): Promise<readonly (Buffer | undefined)[]> {
  const cache = caches.get(index) ?? new BodyCache();
  caches.set(index, cache);
  const found = new Map<number, Buffer | undefined>();
  const missing = new Map<
    string,
    { readonly ordinal: number; readonly tail: string; readonly relations: number }
  >();
  for (const ordinal of ordinals) {
    const known = cache.find(index, ordinal);
    found.set(ordinal, known);
    // Relations are taken now, with the rest of the answer: they may change while the texts are on their way.
    if (!known)
      missing.set(index.uids.uid(ordinal), {
        ordinal,
        tail: relationsJson(index, ordinal),
        relations: relationState(index, ordinal),
      });
  }
  if (missing.size > 0) {
    const texts = await withTenantSql(scope, (db) => listServedTexts(db, [...missing.keys()]));
    for (const { uid, seq, served } of texts) {
      const wanted = missing.get(uid);
      if (!wanted) continue;
      const bytes = Buffer.from(served.slice(0, -1) + wanted.tail);
      found.set(wanted.ordinal, bytes);
      cache.keep(wanted.ordinal, { seq, relations: wanted.relations, bytes });
    }
  }
  return ordinals.map((ordinal) => found.get(ordinal));
}

function relationsJson(index: CatalogIndex, ordinal: number): string {
  const items = index
    .relationsOf(ordinal)
    .map(
      ({ type, targetRef }) => `{"type":${JSON.stringify(type)},"targetRef":${JSON.stringify(targetRef)}}`,
    );
  return `,"relations":[${items.join(",")}]}`;
}

/** Memory the bodies of an index take. */
export function bodiesSizeBytes(index: CatalogIndex): number {
  return caches.get(index)?.sizeBytes ?? 0;
}
