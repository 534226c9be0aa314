import { applyRun } from "@/lib/imports";
import { applyLargePush, applyPush } from "@/lib/imports/jobs";
import { handler } from "../runtime/handler";

/** Safe to repeat: a chunk that is stored already is unchanged. */
export const applyPushedSet = handler(applyPush, (ctx, { runId }) => applyRun(ctx, runId));
export const applyLargePushedSet = handler(applyLargePush, (ctx, { runId }) => applyRun(ctx, runId));
