import { setTimeout as sleep } from "node:timers/promises";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import {
  failAbandoned,
  findActiveRun,
  findNewestRun,
  findSet,
  insertRun,
  insertSet,
  type PushRunRow,
} from "../store/push-store";

const ASK_MS = 150;

/** The run of a body, which from now on is the only one of its set. */
export type Turn = {
  readonly id: string;
  readonly sourceId: string;
  /** the set was made for it */
  readonly isNew: boolean;
  /** the replacement before it */
  readonly after: string | undefined;
};

async function findBusy(db: TenantSql, sourceId: string): Promise<PushRunRow | undefined> {
  const active = await findActiveRun(db, sourceId);
  if (!active) return undefined;
  await failAbandoned(db);
  return findActiveRun(db, sourceId);
}

/**
 * Waits until no replacement of the set is under way: the body is compared with what the earlier one leaves.
 *
 * @returns the set's newest replacement at that moment
 * @throws AppError conflict - it takes longer than `turnMs`
 */
export async function waitForTurn(
  ctx: TenantContext,
  sourceId: string,
  turnMs: number,
): Promise<string | undefined> {
  for (const endAt = Date.now() + turnMs; ; await sleep(ASK_MS)) {
    const { active, newest } = await withTenantSql(ctx, async (db) => ({
      active: await findBusy(db, sourceId),
      newest: await findNewestRun(db, sourceId),
    }));
    if (!active) return newest;
    if (Date.now() >= endAt) throw busy(active.set, active.id);
  }
}

/**
 * Begins the run of a set as soon as no other is under way; the set is made if there is none.
 *
 * @throws AppError conflict - another one takes longer than `turnMs`
 */
export async function takeTurn(
  ctx: TenantContext,
  input: { readonly set: string; readonly dryRun: boolean },
  turnMs: number,
): Promise<Turn> {
  let other: string | undefined;
  for (const endAt = Date.now() + turnMs; ; await sleep(ASK_MS)) {
    const turn = await withTenantSql(ctx, async (db): Promise<Turn | undefined> => {
      const known = await findSet(db, input.set);
      const active = known === undefined ? undefined : await findBusy(db, known);
      other = active?.id ?? other;
      if (active) return undefined;
      const { id: sourceId, isNew } = await insertSet(db, input.set);
      const id = await insertRun(db, sourceId, input.dryRun);
      return id === undefined
        ? undefined
        : { id, sourceId, isNew, after: await findNewestRun(db, sourceId, id) };
    });
    if (turn) return turn;
    if (Date.now() >= endAt) throw busy(input.set, other);
  }
}

/** The set's newest replacement now; undefined when there is no such set either. */
export async function readNewestRun(ctx: TenantContext, set: string): Promise<string | undefined> {
  return withTenantSql(ctx, async (db) => {
    const sourceId = await findSet(db, set);
    return sourceId === undefined ? undefined : findNewestRun(db, sourceId);
  });
}

function busy(set: string, run: string | undefined): AppError {
  const which = run === undefined ? "an earlier request" : `an earlier request, run ${run}`;
  return new AppError(
    "conflict",
    `The set "${set}" is being replaced by ${which}. Send this one again when that has ended.`,
    run === undefined ? {} : { details: { run } },
  );
}
