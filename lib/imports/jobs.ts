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

/** Sees a run of an import or processor through. Goes on after the last page it kept, so it may run twice. */
export const runSource = defineJob({
  name: "imports.run-source",
  scope: "tenant",
  payload: run,
  dedupeKey: (payload) => payload.runId,
  attemptsMax: 5,
  timeoutMs: 30 * 60_000,
  lane: "bulk",
});

/** Starts a source whose time has come. A source has at most one run under way, so it may come twice. */
export const startDueSource = defineJob({
  name: "imports.start-due-source",
  scope: "tenant",
  payload: z.strictObject({ sourceId: z.uuid() }),
  dedupeKey: (payload) => payload.sourceId,
  attemptsMax: 5,
  timeoutMs: 30_000,
  lane: "bulk",
});

/** Forgets what may no longer be undone. Deletes what is past its time and nothing else. */
export const pruneRuns = defineJob({
  name: "imports.prune-runs",
  scope: "tenant",
  payload: z.strictObject({}),
  dedupeKey: () => "prune",
  attemptsMax: 3,
  timeoutMs: 5 * 60_000,
  lane: "bulk",
});

/** The clock's part: asks for runs of due sources and for pruning, tenant by tenant. */
export const tickSources = defineJob({
  name: "imports.tick-sources",
  scope: "system",
  payload: z.strictObject({}),
  attemptsMax: 3,
  timeoutMs: 60_000,
  lane: "prompt",
});
