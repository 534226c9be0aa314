import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { enqueue } from "@/lib/platform/jobs";
import { actorName } from "./actor-name";
import { runSource } from "./jobs";
import { readDefinition } from "./model/definition";
import { nextRunAt } from "./model/schedule";
import { IMPORT_TOPIC } from "./run/topic";
import { findOpenRun, hasLiveJob, insertRun, type RunTrigger, updateRun } from "./store/run-store";
import { findSource, lockSource, setNextRun } from "./store/source-store";
import { findUpload } from "./store/upload-store";

export const startRunInput = z.strictObject({
  sourceId: z.uuid(),
  /** the file to read, for a source of files */
  uploadId: z.uuid().optional(),
  /** agrees to removals that would otherwise wait */
  confirmed: z.boolean().default(false),
});
export type StartRunInput = z.infer<typeof startRunInput>;

export type StartedRun = { readonly sourceId: string; readonly runId: string };

/** Starts a run now. While one is under way it is that one. */
export async function startRun(ctx: TenantContext, input: StartRunInput): Promise<StartedRun> {
  requirePermission(ctx, "catalog.source.manage");
  const trigger = ctx.actor.kind === "token" ? "api" : "person";
  return withTenantSql(ctx, (db) => queueRun(db, ctx, { ...input, trigger }));
}

/** Asks for a run in the caller's transaction; the caller has asked for the permission. */
export async function queueRun(
  db: TenantSql,
  ctx: TenantContext,
  input: StartRunInput & { readonly trigger: RunTrigger; readonly undoOf?: string },
): Promise<StartedRun> {
  const { sourceId, trigger } = input;
  await lockSource(db, sourceId);
  const source = await findSource(db, sourceId);
  if (!source) throw new AppError("not_found", "There is no such source.");
  const definition = readDefinition(source.definition);
  const open = await findOpenRun(db, sourceId);
  if (open && (await hasLiveJob(db, open.id))) {
    if (input.undoOf || trigger === "remove" || input.uploadId)
      throw new AppError("conflict", "A run of this source is under way. Wait for its end.");
    return { sourceId, runId: open.id };
  }
  if (open)
    await updateRun(db, open.id, {
      status: "failed",
      problem: {
        code: "stopped",
        message: "This run stopped before its end; a newer one has taken its place.",
      },
      finishedAt: new Date(),
    });
  const isReading = !input.undoOf && trigger !== "remove";
  if (isReading && definition.input.kind === "upload") await requireUpload(db, input.uploadId);
  const { uploadId, undoOf, confirmed } = input;
  const runId = await insertRun(db, {
    sourceId,
    trigger,
    definition,
    uploadId,
    undoOf,
    confirmed,
    startedBy: actorName(ctx),
  });
  if (isReading && source.enabled) await setNextRun(db, sourceId, nextRunAt(definition.schedule, new Date()));
  await enqueue(db, runSource, { runId }, { requestId: ctx.requestId });
  await recordAudit(db, ctx, {
    action: undoOf
      ? "catalog.source.undo-started"
      : trigger === "remove"
        ? "catalog.source.removal-started"
        : "catalog.source.run-started",
    target: sourceId,
    after: {
      run: runId,
      name: source.name,
      trigger,
      ...(undoOf ? { undoOf } : {}),
      ...(confirmed ? { confirmed } : {}),
    },
  });
  await publish(db, IMPORT_TOPIC, { sourceId, runId });
  return { sourceId, runId };
}

async function requireUpload(db: TenantSql, uploadId: string | undefined): Promise<void> {
  const upload = uploadId === undefined ? undefined : await findUpload(db, uploadId);
  if (!upload) throw new AppError("precondition", "This source reads files: send one first.");
}
