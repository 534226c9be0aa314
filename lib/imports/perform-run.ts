import { recordAudit } from "@/lib/audit";
import type { EntitySource } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError, messageOf, RetryAt } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { type Definition, readDefinition } from "./model/definition";
import { type Applied, applyStage } from "./run/apply-stage";
import { entitySourceOf } from "./run/entity-source";
import { readStage } from "./run/read-stage";
import { replaceSecrets } from "./run/source-secrets";
import { takeBack, takeEverything } from "./run/take-back";
import { IMPORT_TOPIC } from "./run/topic";
import { deletePages } from "./store/page-store";
import { findRun, findRunDefinition, type RunProblem, type RunRow, updateRun } from "./store/run-store";
import { deleteSource, findSource, type SourceRow, setPruneAt } from "./store/source-store";

const KEPT_DAYS = 30;

function isOver(run: RunRow): boolean {
  return run.status === "done" || run.status === "failed";
}

/**
 * Sees a run through: read, then apply; or take an earlier run back; or take out everything and forget the source.
 *
 * Safe to repeat and to stop anywhere: reading goes on after the last page kept, applying the same twice changes nothing.
 * What a customer or a vendor got wrong ends the run with its cause; what is our fault is tried again by the queue.
 */
export async function performRun(ctx: TenantContext, input: { readonly runId: string }): Promise<void> {
  const { run, row, stored } = await withTenantSql(ctx, async (db) => {
    const found = await findRun(db, input.runId);
    return {
      run: found,
      row: found && (await findSource(db, found.sourceId)),
      stored: await findRunDefinition(db, input.runId),
    };
  });
  if (!run || !row || isOver(run)) return;
  try {
    const definition = readDefinition(stored);
    const source = entitySourceOf(row, definition);
    if (run.trigger === "remove") return await forget(ctx, row, source);
    const applied = run.undoOf
      ? await takeBack(ctx, source, { undoOf: run.undoOf, id: run.id })
      : await readAndApply(ctx, run, definition, source);
    await finish(ctx, run, applied);
  } catch (error) {
    if (error instanceof RetryAt) await wait(ctx, run, error);
    else if (error instanceof AppError && error.code !== "internal") return fail(ctx, run, problemOf(error));
    throw error;
  }
}

async function readAndApply(
  ctx: TenantContext,
  run: RunRow,
  definition: Definition,
  source: EntitySource,
): Promise<Applied> {
  if (run.stage === "read") await readStage(ctx, run, definition);
  return applyStage(ctx, run, definition, source);
}

async function finish(ctx: TenantContext, run: RunRow, applied: Applied): Promise<void> {
  await withTenantSql(ctx, async (db) => {
    const now = (await findRun(db, run.id)) ?? run;
    // Until here the row counts what could not be mapped; what could not be taken comes on top.
    const counts = { ...applied, rejected: now.rejected + applied.rejected };
    await deletePages(db, run.id);
    await updateRun(db, run.id, {
      ...counts,
      applied: now.records,
      status: "done",
      stage: "done",
      problem: null,
      waitUntil: null,
      finishedAt: new Date(),
    });
    if (run.undoOf) await updateRun(db, run.undoOf, { undoneAt: new Date() });
    await setPruneAt(db, run.sourceId, new Date(Date.now() + (KEPT_DAYS * 24 + 1) * 3_600_000));
    const { held, heldReason } = applied;
    if (applied.created + applied.changed + applied.removed + held > 0)
      await recordAudit(db, ctx, {
        action: "catalog.source.run-finished",
        target: run.sourceId,
        after: { run: run.id, ...counts, ...(held > 0 ? { held, heldReason } : {}) },
      });
    await publish(db, IMPORT_TOPIC, { sourceId: run.sourceId, runId: run.id });
  });
}

async function forget(ctx: TenantContext, row: SourceRow, source: EntitySource): Promise<void> {
  const { removed } = await takeEverything(ctx, source);
  await withTenantSql(ctx, async (db) => {
    await replaceSecrets(db, ctx, row.sourceId, { entered: {}, kept: [] });
    await deleteSource(db, row.sourceId);
    await recordAudit(db, ctx, {
      action: "catalog.source.removed",
      target: row.sourceId,
      before: { name: row.name, removed },
    });
    await publish(db, IMPORT_TOPIC, { sourceId: row.sourceId });
  });
}

function problemOf(error: AppError): RunProblem {
  return { code: error.code, message: error.message };
}

async function fail(ctx: TenantContext, run: RunRow, problem: RunProblem): Promise<void> {
  await withTenantSql(ctx, async (db) => {
    await deletePages(db, run.id);
    await updateRun(db, run.id, { status: "failed", problem, waitUntil: null, finishedAt: new Date() });
    await publish(db, IMPORT_TOPIC, { sourceId: run.sourceId, runId: run.id });
  });
}

async function wait(ctx: TenantContext, run: RunRow, retry: RetryAt): Promise<void> {
  await withTenantSql(ctx, async (db) => {
    await updateRun(db, run.id, {
      status: "waiting",
      waitUntil: retry.at,
      problem: { code: "waiting", message: messageOf(retry) },
    });
    await publish(db, IMPORT_TOPIC, { sourceId: run.sourceId, runId: run.id });
  });
}
