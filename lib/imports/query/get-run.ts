import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { readDefinition } from "../model/definition";
import { listRejectionRows, type RejectedRecord } from "../store/rejection-store";
import { findRun, findUndoable, hasLiveJob, type RunRow } from "../store/run-store";
import { findSource } from "../store/source-store";
import { listTouched, type Touched } from "../store/undo-store";

export const REJECTED_PAGE = 50;
const TOUCHED_SHOWN = 50;

export type RunDetail = {
  readonly run: RunRow;
  readonly source: {
    readonly sourceId: string;
    readonly name: string;
    readonly kind: "import" | "processor";
    readonly isScheduled: boolean;
  };
  readonly rejected: readonly RejectedRecord[];
  /** entities it created, changed or removed, the first fifty */
  readonly touched: readonly Touched[];
  readonly canUndo: boolean;
  /** queued or running, but no job works on it any more */
  readonly isStuck: boolean;
};

/** One run: its counts, what it rejected page by page, what it touched. @throws AppError not_found */
export async function getRun(
  ctx: TenantContext,
  input: { readonly runId: string; readonly page?: number },
): Promise<RunDetail> {
  requirePermission(ctx, "catalog.source.manage");
  return withTenantSql(ctx, async (db) => {
    const run = await findRun(db, input.runId);
    const source = run && (await findSource(db, run.sourceId));
    if (!run || !source) throw new AppError("not_found", "There is no such run.");
    const from = ((input.page ?? 1) - 1) * REJECTED_PAGE;
    const isOpen = run.status !== "done" && run.status !== "failed";
    return {
      run,
      source: {
        sourceId: source.sourceId,
        name: source.name,
        kind: source.kind,
        isScheduled: source.enabled && readDefinition(source.definition).schedule !== "manual",
      },
      rejected: await listRejectionRows(db, run.id, { from, limit: REJECTED_PAGE }),
      touched: await listTouched(db, run.sourceId, run.id, TOUCHED_SHOWN),
      canUndo: !isOpen && (await findUndoable(db, run.sourceId))?.id === run.id,
      isStuck: isOpen && !(await hasLiveJob(db, run.id)),
    };
  });
}
