import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { RetryAt } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { enqueue } from "@/lib/platform/jobs";
import { readOnboarding, saveOnboarding } from "@/lib/tenancy";
import { ingestBatch } from "../jobs";
import { hasLiveBatches, listStuck, markUnreadable } from "../store/discovery-store";
import { closeRunIfComplete, findRun } from "../store/run-store";

const LOOK_AGAIN_MS = 30_000;

/** Closes a run whose last repository has its verdict, and tells open pages how far it is. Cheap: called after every batch. */
export async function reportBatch(ctx: TenantContext, runId: string): Promise<void> {
  await withTenantSql(ctx, async (db) => {
    const closed = await closeRunIfComplete(db, runId);
    if (closed && (await readOnboarding(db)).step !== "done") await saveOnboarding(db, { step: "done" });
    await publish(db, "ingest", { runId });
  });
}

/**
 * Sees a run to its end: while batches are alive it looks again later; repositories whose batch was set aside are tried one by one,
 * and one that fails alone gets the verdict "failed" with the cause.
 */
export async function completeRun(
  ctx: TenantContext,
  input: { readonly sourceId: string; readonly runId: string },
): Promise<void> {
  const open = await withTenantSql(ctx, async (db) => {
    const run = await findRun(db, input.runId);
    if (run?.stage !== "ingest" || run.status === "failed") return false;
    if (await hasLiveBatches(db, input.runId)) return true;
    const stuck = await listStuck(db, input.runId);
    const hopeless = stuck.filter((repository) => repository.alone);
    await markUnreadable(
      db,
      hopeless.map(({ id, error }) => ({
        id,
        code: "ingest_failed",
        message: `Processing failed: ${error ?? "no cause was kept"}`,
        fix: "This is our fault. The next run tries it again; tell support if it stays.",
      })),
    );
    for (const { id } of stuck.filter((repository) => !repository.alone))
      await enqueue(db, ingestBatch, { ...input, repositoryIds: [id] });
    return stuck.length > hopeless.length;
  });
  if (open)
    throw new RetryAt(new Date(Date.now() + LOOK_AGAIN_MS), "Batches of this run are still under way.");
  await reportBatch(ctx, input.runId);
}
