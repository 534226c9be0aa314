import type { Scope } from "@/lib/platform/db";
import { withTenantSql } from "@/lib/platform/db";
import type { JsonObject } from "@/lib/platform/types";
import { streamChanges } from "../store/served-store";
import { WORDS } from "./ask/evaluate";
import { type CatalogIndex, parseServed } from "./catalog-index";
import { hasBit, makeBits, setBit } from "./columns/bits";
import { grownWords } from "./columns/grown";
import { KeyPlan } from "./columns/key-plan";
import { KeySet } from "./columns/key-set";
import { ValueColumn } from "./columns/value-column";
import type { Follower } from "./follower";
import { WordIndex } from "./words/word-index";

const PAGE = 500;

const reading = new WeakMap<CatalogIndex, Map<string, Promise<void>>>();

/**
 * Makes sure that columns are there, reading those nobody asked for before out of the stored texts, in one pass.
 *
 * Costs about a second per 50,000 entities the first time a key is asked about.
 *
 * @param keys - flattened keys, and `WORDS` for the words of all entities
 */
export async function readColumns(scope: Scope, index: CatalogIndex, keys: readonly string[]): Promise<void> {
  const missing = [...new Set(keys)].filter((key) => isMissing(index, key));
  if (missing.length === 0) return;
  const underWay = reading.get(index) ?? new Map<string, Promise<void>>();
  reading.set(index, underWay);
  const fresh = missing.filter((key) => !underWay.has(key));
  if (fresh.length > 0) {
    const done = read(scope, index, fresh).finally(() => {
      for (const key of fresh) underWay.delete(key);
    });
    for (const key of fresh) underWay.set(key, done);
  }
  await Promise.all(missing.map((key) => underWay.get(key)));
  index.dropOldColumns();
}

function isMissing(index: CatalogIndex, key: string): boolean {
  if (key === WORDS) return index.words === undefined;
  // A key that no entity has needs no column: nothing is found under it either way.
  return index.column(key) === undefined && index.keys?.has(key) !== false;
}

async function read(scope: Scope, index: CatalogIndex, wanted: readonly string[]): Promise<void> {
  const keys = wanted.filter((key) => key !== WORDS);
  const columns = keys.map(() => new ValueColumn(index.capacity));
  const plan = new KeyPlan(keys);
  const words = wanted.includes(WORDS) ? new WordIndex() : undefined;
  const known = index.keys ? undefined : new KeySet();
  const take: Follower["take"] = (ordinal, change, entity) => {
    const values: (string | null)[][] = keys.map(() => []);
    plan.read(entity, (key, value) => values[key]?.push(value));
    columns.forEach((column, key) => {
      column.set(ordinal, values[key] ?? []);
    });
    words?.take(ordinal, change, entity);
    known?.take(ordinal, change, entity);
  };
  await follow(scope, index, take, () => {
    keys.forEach((key, i) => {
      const column = columns[i];
      if (column) index.addColumn(key, column);
    });
    if (words) index.words = words;
    if (known) index.keys ??= known;
    for (const kept of [words, known === index.keys ? known : undefined]) if (kept) index.followers.add(kept);
  });
}

/** Hands over every row, each as new as the index has it when `done` is called; not a change lies between that and the end. */
async function follow(
  scope: Scope,
  index: CatalogIndex,
  take: Follower["take"],
  done: () => void,
): Promise<void> {
  let changed = makeBits(index.capacity);
  // What changes meanwhile is newer than what the pass reads.
  const follower: Follower = {
    take: (ordinal, change, entity: JsonObject) => {
      changed = grownWords(changed, (ordinal >>> 5) + 1);
      setBit(changed, ordinal);
      take(ordinal, change, entity);
    },
  };
  index.followers.add(follower);
  try {
    await withTenantSql(scope, (db) =>
      streamChanges(db, 0, PAGE, async (rows) => {
        for (const row of rows) {
          const ordinal = index.uids.find(row.uid);
          if (ordinal !== undefined && !row.orphaned && !hasBit(changed, ordinal))
            take(ordinal, row, parseServed(row.served));
        }
      }),
    );
    done();
  } finally {
    index.followers.delete(follower);
  }
}
