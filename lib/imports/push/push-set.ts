import { setTimeout as sleep } from "node:timers/promises";
import { can, requirePermission } from "@/lib/access";
import { openServed } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { subscribe } from "@/lib/platform/events";
import { deleteEmptySet, failAbandoned, findRun, type PushRunRow } from "../store/push-store";
import { PUSH_TOPIC } from "./apply-run";
import { type PushInput, type Received, receiveSet } from "./receive-set";

/** What a PUT of a set answers. While `status` is not `done` or `failed`, the counts are those so far. */
export type PushAnswer = {
  readonly set: string;
  readonly run: string | null;
  readonly status: PushRunRow["status"];
  readonly dryRun: boolean;
  readonly received: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly rejected: PushRunRow["rejected"];
  readonly rejectedTotal: number;
  /** entities that stay although the body does not name them, and why */
  readonly held: number;
  readonly heldReason: string | null;
  readonly error: string | null;
};

function answerOf(run: PushRunRow): PushAnswer {
  const { id, sourceId: _, chunks: __, nameless: ___, createdAt: ____, finishedAt: _____, ...rest } = run;
  return { ...rest, run: id };
}

function nothingToDo(input: PushInput, received: Received): PushAnswer {
  const { runId: _, madeFor: __, nameless: ___, ...counts } = received;
  const rest = { created: 0, changed: 0, removed: 0, held: 0, heldReason: null, error: null };
  return { set: input.set, run: null, status: "done", dryRun: input.dryRun, ...counts, ...rest };
}

/** How long stored changes wait at most until this process' index takes them in. */
const FOLLOW_MS = 250;

const isOver = (run: PushRunRow | undefined) => run?.status === "done" || run?.status === "failed";

/** @param meanwhile - called now and then while the run goes on */
async function waitForRun(
  ctx: TenantContext,
  runId: string,
  timeoutMs: number,
  meanwhile: () => void,
): Promise<PushRunRow> {
  let wake: () => void = () => undefined;
  const { stop } = subscribe(ctx.tenantId, ({ topic, data }) => {
    if (topic === PUSH_TOPIC && JSON.stringify(data).includes(runId)) wake();
  });
  try {
    for (const endAt = Date.now() + timeoutMs; ; ) {
      const told = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const run = await withTenantSql(ctx, async (db) => {
        await failAbandoned(db);
        return findRun(db, runId);
      });
      if (!run) throw new AppError("not_found", `There is no run ${runId}.`);
      if (isOver(run) || Date.now() >= endAt) return run;
      meanwhile();
      // The event may be lost while the listening connection is down, so the row is asked now and then.
      await Promise.race([told, sleep(Math.min(FOLLOW_MS, Math.max(1, endAt - Date.now())))]);
    }
  } finally {
    stop();
  }
}

/**
 * Replaces a set: afterwards the catalog holds of it exactly what the body gives. Repeating it changes nothing.
 *
 * @param input.waitMs - how long to wait for the end; what is not finished then goes on, and `readPush` tells
 */
export async function pushSet(
  ctx: TenantContext,
  input: PushInput & { readonly waitMs: number },
): Promise<PushAnswer> {
  const received = await receiveSet(ctx, input);
  if (received.runId === undefined) return nothingToDo(input, received);
  const { madeFor } = received;
  // A dry run is its answer; it does not go on behind anybody's back.
  const waitMs = input.dryRun ? Number.MAX_SAFE_INTEGER : input.waitMs;
  // Stored is not yet served: this process' index takes the changes in as they come and before the answer, not at somebody's first read.
  const serves = !input.dryRun && can(ctx, "catalog.entity.read");
  const follow = () => {
    // What fails here fails again below, where it is told.
    if (serves) openServed(ctx).catch(() => undefined);
  };
  const answer = answerOf(await waitForRun(ctx, received.runId, waitMs, follow));
  if (madeFor !== undefined) await withTenantSql(ctx, (db) => deleteEmptySet(db, madeFor));
  if (answer.status === "done" && serves) await openServed(ctx);
  return answer;
}

/** How a push stands. @throws AppError not_found */
export async function readPush(ctx: TenantContext, set: string, runId: string): Promise<PushAnswer> {
  requirePermission(ctx, "catalog.entity.read");
  const run = await withTenantSql(ctx, (db) => findRun(db, runId));
  if (run?.set !== set) throw new AppError("not_found", `The set "${set}" has no run ${runId}.`);
  return answerOf(run);
}
