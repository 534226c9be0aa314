import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs";

const run = z.strictObject({ runId: z.uuid() });

/** Makes entities of a pushed set's changes. Goes on behind the last chunk that was stored, so it may run twice. */
export const applyPush = defineJob({
  name: "imports.apply-push",
  scope: "tenant",
  payload: run,
  dedupeKey: (payload) => payload.runId,
  attemptsMax: 5,
  timeoutMs: 5 * 60_000,
  lane: "prompt",
});

/** The same for sets that take longer; prompt work goes first. */
export const applyLargePush = defineJob({
  name: "imports.apply-large-push",
  scope: "tenant",
  payload: run,
  dedupeKey: (payload) => payload.runId,
  attemptsMax: 5,
  timeoutMs: 60 * 60_000,
  lane: "bulk",
});
