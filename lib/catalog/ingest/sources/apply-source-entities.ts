import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { tenantKinds } from "../../kinds/load-kinds";
import { lockCatalog } from "../../store/entity-store";
import { listSourceKeys } from "../../store/fragment-store";
import { type AppliedChange, applyFragments, type FragmentChange } from "../merge/apply-fragments";
import type { Drafts } from "../merge/plan-merge";
import {
  type EntitySource,
  type GivenEntity,
  type Rejection,
  readGiven,
  type SourceFragment,
} from "./given-entity";
import { lostTo } from "./list-unserved";

export type SourceCounts = {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  /** not given, and kept all the same: a rejected entity without a ref may be any of them */
  readonly held: number;
  /** the first thousand */
  readonly rejected: readonly Rejection[];
  readonly rejectedTotal: number;
};

export const REJECTED_SHOWN = 1_000;
const BATCH = 500;

/** Undoes what a dry run wrote, by ending its transaction. */
class DryRun extends Error {
  constructor(readonly applied: AppliedChange) {
    super("dry run");
  }
}

async function applyInTransaction(
  ctx: TenantContext,
  change: FragmentChange,
  dryRun: boolean,
): Promise<AppliedChange> {
  const work = async (db: TenantSql): Promise<AppliedChange> => {
    await lockCatalog(db);
    const applied = await applyFragments(db, change);
    if (dryRun) throw new DryRun(applied);
    return applied;
  };
  try {
    return await withTenantSql(ctx, work);
  } catch (error) {
    if (error instanceof DryRun) return error.applied;
    throw error;
  }
}

/**
 * Stores a batch of a source's entities; those not in it stay as they are. One transaction, a handful of statements.
 *
 * @param dryRun - says what would change, and changes nothing
 */
export async function storeEntities(
  ctx: TenantContext,
  source: EntitySource,
  { fragments, drafts }: { readonly fragments: readonly SourceFragment[]; readonly drafts?: Drafts },
  dryRun = false,
): Promise<Omit<SourceCounts, "removed" | "held" | "rejectedTotal">> {
  if (fragments.length === 0) return { created: 0, changed: 0, unchanged: 0, rejected: [] };
  const applied = await applyInTransaction(
    ctx,
    {
      sourceId: source.sourceId,
      scope: { kind: "keys", keys: fragments.map((fragment) => fragment.sourceKey) },
      fragments,
      drafts,
      staleKeys: [],
      cause: source.cause,
    },
    dryRun,
  );
  const refused = new Map(
    applied.refused
      .filter(({ fragment }) => fragment.sourceId === source.sourceId)
      .map(({ ref, winner }) => [ref, winner.source]),
  );
  const touched = new Set(applied.revisions.map((revision) => revision.ref));
  const created = applied.createdKeys.filter((key) => !refused.has(key)).length;
  const changed = applied.changedKeys.filter((key) => touched.has(key) && !refused.has(key)).length;
  const rejected = fragments.flatMap(({ ref, row }): Rejection[] => {
    const winner = refused.get(ref);
    return winner === undefined ? [] : [{ row, ref, ...lostTo(ref, winner) }];
  });
  return { created, changed, unchanged: fragments.length - created - changed - rejected.length, rejected };
}

/** Takes what a source says under these keys back. @returns how many it had said */
export async function removeEntities(
  ctx: TenantContext,
  source: EntitySource,
  keys: readonly string[],
  dryRun = false,
): Promise<number> {
  let removed = 0;
  for (let from = 0; from < keys.length; from += BATCH) {
    const applied = await applyInTransaction(
      ctx,
      {
        sourceId: source.sourceId,
        scope: { kind: "keys", keys: keys.slice(from, from + BATCH) },
        fragments: [],
        staleKeys: [],
        cause: source.cause,
      },
      dryRun,
    );
    removed += applied.removedKeys.length;
  }
  return removed;
}

/**
 * Makes entities of what a source outside GitHub gives: checked one by one, the good ones going in, in batches.
 *
 * @param input.mode - `replace`: what the source gave earlier and does not give now is taken back; `add`: it stays
 * @param input.dryRun - says what would happen, and changes nothing
 */
export async function applySourceEntities(
  ctx: TenantContext,
  input: {
    readonly source: EntitySource;
    readonly entities: Iterable<GivenEntity> | AsyncIterable<GivenEntity>;
    readonly mode: "replace" | "add";
    readonly dryRun?: boolean;
  },
): Promise<SourceCounts> {
  requirePermission(ctx, "catalog.source.manage");
  const { source, dryRun } = input;
  const kinds = await tenantKinds(ctx);
  const seen = new Map<string, number>();
  /** given, but wrongly: their last good version stays */
  const kept = new Set<string>();
  let nameless = 0;
  const rejected: Rejection[] = [];
  const counts = { created: 0, changed: 0, unchanged: 0, rejectedTotal: 0 };
  const store = async (given: readonly GivenEntity[]) => {
    const read = readGiven(source, given, seen, kinds);
    const stored = await storeEntities(ctx, source, read, dryRun);
    counts.created += stored.created;
    counts.changed += stored.changed;
    counts.unchanged += stored.unchanged;
    for (const { ref } of read.rejected) {
      if (ref === undefined) nameless += 1;
      else kept.add(ref);
    }
    const refused = [...read.rejected, ...stored.rejected];
    counts.rejectedTotal += refused.length;
    rejected.push(...refused.slice(0, Math.max(0, REJECTED_SHOWN - rejected.length)));
  };
  let batch: GivenEntity[] = [];
  for await (const given of input.entities) {
    batch.push(given);
    if (batch.length < BATCH) continue;
    await store(batch);
    batch = [];
  }
  await store(batch);
  const gone =
    input.mode === "add"
      ? []
      : (await withTenantSql(ctx, (db) => listSourceKeys(db, source.sourceId))).filter(
          (key) => !seen.has(key) && !kept.has(key),
        );
  if (nameless > 0) return { ...counts, removed: 0, held: gone.length, rejected };
  const removed = await removeEntities(ctx, source, gone, dryRun);
  return { ...counts, removed, held: 0, rejected };
}
