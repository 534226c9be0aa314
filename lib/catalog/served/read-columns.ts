import type { Scope } from "@/lib/platform/db";
import { withTenantSql } from "@/lib/platform/db";
import type { JsonObject } from "@/lib/platform/types";
import { streamChanges } from "../store/served-store";
import { type CatalogIndex, type Follower, parseServed } from "./catalog-index";
import { hasBit, makeBits, setBit } from "./columns/bits";
import { grownWords } from "./columns/grown";
import { KeyPlan } from "./columns/key-plan";
import { ValueColumn } from "./columns/value-column";

const PAGE = 500;

const reading = new WeakMap<CatalogIndex, Map<string, Promise<void>>>();

/**
 * Makes sure that columns are there, reading those nobody asked for before out of the stored texts, in one pass.
 *
 * Costs about a second per 50,000 entities the first time a key is asked about.
 */
export async function readColumns(scope: Scope, index: CatalogIndex, keys: readonly string[]): Promise<void> {
  const missing = [...new Set(keys)].filter((key) => index.column(key) === undefined);
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

async function read(scope: Scope, index: CatalogIndex, keys: readonly string[]): Promise<void> {
  const columns = keys.map(() => new ValueColumn(index.capacity));
  const plan = new KeyPlan(keys);
  let changed = makeBits(index.capacity);
  const write = (ordinal: number, entity: JsonObject) => {
    const values: (string | null)[][] = keys.map(() => []);
    plan.read(entity, (key, value) => values[key]?.push(value));
    columns.forEach((column, key) => {
      column.set(ordinal, values[key] ?? []);
    });
  };
  // What changes meanwhile is newer than what the pass reads.
  const follower: Follower = {
    take: (ordinal, _, entity) => {
      changed = grownWords(changed, (ordinal >>> 5) + 1);
      setBit(changed, ordinal);
      write(ordinal, entity);
    },
  };
  index.followers.add(follower);
  try {
    await withTenantSql(scope, (db) =>
      streamChanges(db, 0, PAGE, async (rows) => {
        for (const row of rows) {
          const ordinal = index.uids.find(row.uid);
          if (ordinal !== undefined && !row.orphaned && !hasBit(changed, ordinal))
            write(ordinal, parseServed(row.served));
        }
      }),
    );
    keys.forEach((key, i) => {
      const column = columns[i];
      if (column) index.addColumn(key, column);
    });
  } finally {
    index.followers.delete(follower);
  }
}
