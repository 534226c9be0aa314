import {
  type EntitySource,
  type GivenEntity,
  readGiven,
  removeEntities,
  storeEntities,
  tenantKinds,
} from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { sha256 } from "@/lib/platform/crypto";
import { withTenantSql } from "@/lib/platform/db";
import { publish } from "@/lib/platform/events";
import type { Definition } from "../model/definition";
import { isConfirmed, judgeLoss } from "../model/loss-guard";
import { listPages, type MappedRecord, readPageEntities } from "../store/page-store";
import {
  countRejections,
  deleteCheckRejections,
  insertRejections,
  type RejectedRecord,
} from "../store/rejection-store";
import { findEarlierRun, type RunRow, updateRun } from "../store/run-store";
import { countNotes, dropVainNotes, listSaidHashes, noteBefore, noteWaiting } from "../store/undo-store";
import { shownRecord } from "./map-records";
import { IMPORT_TOPIC } from "./topic";

const BATCH = 500;

export type Applied = {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly rejected: number;
  readonly held: number;
  readonly heldReason: string | null;
};

/** What one run has given so far. */
type Given = {
  readonly refs: Map<string, number>;
  readonly hashes: Set<string>;
  /** refs whose record is wrong this time: what the source said of them stays */
  readonly kept: Set<string>;
  /** how many of the refs another source gives */
  waiting: number;
  rejected: number;
};

/** Of the mapped entity as it came, so that an unchanged record is cheap to tell. */
export function hashOfEntity(entity: unknown): string {
  return sha256(JSON.stringify(entity));
}

async function applyBatch(
  ctx: TenantContext,
  run: RunRow,
  source: EntitySource,
  batch: readonly MappedRecord[],
  earlier: ReadonlyMap<string, string>,
  given: Given,
): Promise<void> {
  const entities = batch.flatMap(({ row, entity }): GivenEntity[] => {
    const hash = hashOfEntity(entity);
    // One team may come with each of its services: the same words twice are one.
    if (given.hashes.has(hash)) return [];
    given.hashes.add(hash);
    return [{ entity, row, hash }];
  });
  const read = readGiven(source, entities, given.refs, await tenantKinds(ctx));
  const changed = read.fragments.filter(({ ref, hash }) => earlier.get(ref) !== hash).map(({ ref }) => ref);
  await withTenantSql(ctx, (db) => noteBefore(db, run.sourceId, run.id, changed));
  const stored = await storeEntities(ctx, source, read);
  const byRow = new Map(entities.map((one) => [one.row, one.entity]));
  const rejected = [...read.rejected, ...stored.rejected].map((one): RejectedRecord => {
    const record = byRow.get(one.row);
    return { ...one, record: record === undefined ? undefined : shownRecord(record) };
  });
  for (const { ref } of rejected) if (ref) given.kept.add(ref);
  given.rejected += rejected.length;
  given.waiting += stored.rejected.length;
  await withTenantSql(ctx, async (db) => {
    await noteWaiting(
      db,
      run.id,
      stored.rejected.flatMap(({ ref }) => ref ?? []),
    );
    await insertRejections(db, run.id, rejected);
    await publish(db, IMPORT_TOPIC, { sourceId: run.sourceId, runId: run.id });
  });
}

async function removeGone(
  ctx: TenantContext,
  run: RunRow,
  source: EntitySource,
  earlier: ReadonlyMap<string, string>,
  given: Given,
): Promise<Pick<Applied, "held" | "heldReason">> {
  const gone = [...earlier.keys()].filter((ref) => !given.refs.has(ref) && !given.kept.has(ref));
  const { nameless, before } = await withTenantSql(ctx, async (db) => ({
    nameless: (await countRejections(db, run.id)).nameless,
    before: await findEarlierRun(db, run.sourceId, run.id),
  }));
  const verdict = judgeLoss({
    earlier: earlier.size,
    lost: gone.length,
    given: given.refs.size,
    unreadable: nameless,
  });

  const isSecond = isConfirmed(
    before && { held: before.held, entities: before.created + before.changed + before.unchanged },
    given.refs.size - given.waiting,
  );
  if (verdict.kind === "suspicious" && !run.confirmed && !isSecond)
    return { held: gone.length, heldReason: verdict.reason };
  await withTenantSql(ctx, (db) => noteBefore(db, run.sourceId, run.id, gone));
  await removeEntities(ctx, source, gone);
  return { held: 0, heldReason: null };
}

/**
 * Puts what a run has read into the catalog and takes out what it no longer gives, unless that is suspiciously much.
 *
 * Safe to repeat: what is stored already is unchanged, and what the source said before the run's first try is what an undo
 * gives back.
 */
export async function applyStage(
  ctx: TenantContext,
  run: RunRow,
  definition: Definition,
  source: EntitySource,
): Promise<Applied> {
  const { pages, earlier } = await withTenantSql(ctx, async (db) => {
    await deleteCheckRejections(db, run.id);
    await updateRun(db, run.id, { status: "running", stage: "apply", waitUntil: null });
    return {
      pages: await listPages(db, run.id),
      earlier: new Map((await listSaidHashes(db, run.sourceId)).map(({ ref, hash }) => [ref, hash])),
    };
  });
  const given: Given = { refs: new Map(), hashes: new Set(), kept: new Set(), waiting: 0, rejected: 0 };
  let applied = 0;
  for (const page of pages) {
    const records = await withTenantSql(ctx, (db) => readPageEntities(db, run.id, page.number));
    for (let from = 0; from < records.length; from += BATCH) {
      await applyBatch(ctx, run, source, records.slice(from, from + BATCH), earlier, given);
      const share = Math.min(1, (from + BATCH) / records.length);
      await withTenantSql(ctx, (db) =>
        updateRun(db, run.id, { applied: applied + Math.round(page.records * share) }),
      );
    }
    applied += page.records;
  }
  const nothingHeld = { held: 0, heldReason: null };
  const held = definition.mode === "add" ? nothingHeld : await removeGone(ctx, run, source, earlier, given);
  const counts = await withTenantSql(ctx, async (db) => {
    await dropVainNotes(db, run.sourceId, run.id);
    return countNotes(db, run.sourceId, run.id);
  });
  return {
    ...counts,
    ...held,
    unchanged: Math.max(0, given.refs.size - given.waiting - counts.created - counts.changed),
    rejected: given.rejected,
  };
}
