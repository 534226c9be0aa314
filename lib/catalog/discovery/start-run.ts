import type { TenantSql } from "@/lib/platform/db";
import { publish } from "@/lib/platform/events";
import { enqueue } from "@/lib/platform/jobs";
import { discoverInstallation } from "../jobs";
import { closeOpenRuns, findLiveRun, insertRun, lockSource, type RunTrigger } from "../store/run-store";

/**
 * Starts a run of a source, in the caller's transaction. While one is under way it is that one.
 *
 * @returns the run to watch
 */
export async function startRun(db: TenantSql, sourceId: string, trigger: RunTrigger): Promise<string> {
  await lockSource(db, sourceId);
  const live = await findLiveRun(db, sourceId);
  if (live) return live;
  await closeOpenRuns(db, sourceId, {
    code: "stopped",
    message: "This run stopped before its end.",
    fix: "A newer run has taken its place.",
  });
  const runId = await insertRun(db, sourceId, trigger);
  await enqueue(db, discoverInstallation, { sourceId, runId });
  await publish(db, "ingest", { runId });
  return runId;
}
