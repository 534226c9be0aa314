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

type Kept = { readonly seq: number; readonly relations: number; readonly bytes: Buffer };

/**
 * Complete bodies of one tenant. Two generations: what is asked for moves to the younger one, and when that is full the
 * elder one goes. A map that loses its oldest entry each time would slow down with every loss.
 */
class BodyCache {
  #young = new Map<number, Kept>();
  #old = new Map<number, Kept>();
  #youngBytes = 0;
  #oldBytes = 0;

  get sizeBytes(): number {
    return this.#youngBytes + this.#oldBytes;
  }

  /** A body that is as new as its row and its relations. */
  find(index: CatalogIndex, ordinal: number): Buffer | undefined {
    const young = this.#young.get(ordinal);
    const body = young ?? this.#old.get(ordinal);
    if (body?.seq !== index.seqOf(ordinal) || body.relations !== relationState(index, ordinal))
      return undefined;
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
): Promise<readonly (ServedBody | undefined)[]> {
  const cache = caches.get(index) ?? new BodyCache();
  caches.set(index, cache);
  const found = new Map<number, ServedBody | undefined>();
  const missing = new Map<
    string,
    { readonly ordinal: number; readonly relationsJson: string; readonly relations: number }
  >();
  for (const ordinal of ordinals) {
    const known = cache.find(index, ordinal);
    found.set(ordinal, known);
    // Relations are taken now, with the rest of the answer: they may change while the texts are on their way.
    if (!known)
      missing.set(index.uids.uid(ordinal), {
        ordinal,
        relationsJson: relationsJson(index, ordinal),
        relations: relationState(index, ordinal),
      });
  }
  if (missing.size > 0) {
    const texts = await withTenantSql(scope, (db) => listServedTexts(db, [...missing.keys()]));
    for (const text of texts) {
      const { uid, seq } = text;
      const wanted = missing.get(uid);
      if (!wanted) continue;
      const whole = withRelations(text, wanted.relationsJson);
      found.set(wanted.ordinal, whole);
      if (missing.size > KEPT_AT_ONCE) continue;
      const bytes = Buffer.from(whole);
      found.set(wanted.ordinal, bytes);
      cache.keep(wanted.ordinal, { seq, relations: wanted.relations, bytes });
    }
  }
  return ordinals.map((ordinal) => found.get(ordinal));
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
