import { z } from "zod";
import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { queueRun, type StartedRun } from "./start-run";
import { findRun, findUndoable } from "./store/run-store";
import { setEnabled } from "./store/source-store";

export const undoRunInput = z.strictObject({ runId: z.uuid() });

/**
 * Takes a run back: what it created goes, what it changed is as before. The schedule stops, since the next run would do
 * the same again.
 *
 * @throws AppError conflict - a later run has changed the source since: that one first; precondition - nothing is kept to undo it
 */
export async function undoRun(ctx: TenantContext, input: z.infer<typeof undoRunInput>): Promise<StartedRun> {
  requirePermission(ctx, "catalog.source.manage");
  return withTenantSql(ctx, async (db) => {
    const run = await findRun(db, input.runId);
    if (!run) throw new AppError("not_found", "There is no such run.");
    if (run.undoneAt) throw new AppError("conflict", "This run has been undone already.");
    const undoable = await findUndoable(db, run.sourceId);
    if (!undoable || (undoable.id !== run.id && undoable.startedAt <= run.startedAt))
      throw new AppError("precondition", "This run changed nothing, or more than 30 days have passed.");
    if (undoable.id !== run.id)
      throw new AppError("conflict", "A later run has changed this source since. Undo that one first.", {
        details: { runId: undoable.id },
      });
    await setEnabled(db, run.sourceId, false, undefined);
    return queueRun(db, ctx, { sourceId: run.sourceId, confirmed: true, trigger: "undo", undoOf: run.id });
  });
}
