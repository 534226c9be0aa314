import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs";

/** Reads one source (a GitHub installation) page by page into repository snapshots. Goes on from the run's cursor, so it may run twice. */
export const discoverInstallation = defineJob({
  name: "catalog.discover-installation",
  scope: "tenant",
  payload: z.strictObject({ sourceId: z.uuid(), runId: z.uuid() }),
  dedupeKey: (payload) => payload.runId,
  attemptsMax: 8,
  timeoutMs: 5 * 60_000,
  lane: "prompt",
});

/** Makes entities of snapshots. Safe to repeat: unchanged fragments write nothing, merges of a tenant run one at a time. */
export const ingestBatch = defineJob({
  name: "catalog.ingest-batch",
  scope: "tenant",
  payload: z.strictObject({
    sourceId: z.uuid(),
    runId: z.uuid(),
    repositoryIds: z.array(z.uuid()).min(1).max(500),
  }),
  attemptsMax: 5,
  timeoutMs: 2 * 60_000,
  lane: "prompt",
});

/** Looks whether a run is complete, and gives a verdict to what a set-aside job left without one. Only closes what is open, so it may run twice. */
export const finishRun = defineJob({
  name: "catalog.finish-run",
  scope: "tenant",
  payload: z.strictObject({ sourceId: z.uuid(), runId: z.uuid() }),
  dedupeKey: (payload) => payload.runId,
  attemptsMax: 5,
  timeoutMs: 30_000,
  lane: "bulk",
});

/** Re-reads the repositories a webhook named. Reads the truth again, so order and repetition do not matter. */
export const refreshRepositories = defineJob({
  name: "catalog.refresh-repositories",
  scope: "tenant",
  payload: z.strictObject({
    sourceId: z.uuid(),
    externalIds: z.array(z.string().regex(/^\d+$/)).min(1).max(100),
  }),
  dedupeKey: (payload) => `${payload.sourceId}:${[...payload.externalIds].sort().join(",")}`,
  attemptsMax: 8,
  timeoutMs: 2 * 60_000,
  lane: "prompt",
});

/** Asks for a reconciliation of every tenant that has an installation; the clock's part. */
export const reconcileTenants = defineJob({
  name: "catalog.reconcile-tenants",
  scope: "system",
  payload: z.strictObject({}),
  attemptsMax: 3,
  timeoutMs: 60_000,
  lane: "bulk",
});

/** Nightly truth: starts a run of each source of the tenant. */
export const reconcileSources = defineJob({
  name: "catalog.reconcile-sources",
  scope: "tenant",
  payload: z.strictObject({}),
  dedupeKey: () => "reconcile",
  attemptsMax: 3,
  timeoutMs: 60_000,
  lane: "bulk",
});

/** Asks every tenant to archive its old orphans; the clock's part. */
export const ageOrphans = defineJob({
  name: "catalog.age-orphans",
  scope: "system",
  payload: z.strictObject({}),
  attemptsMax: 3,
  timeoutMs: 60_000,
  lane: "bulk",
});

/** Archives what has been an orphan longer than the tenant keeps them. What is archived is passed over, so it may run twice. */
export const archiveOrphans = defineJob({
  name: "catalog.archive-orphans",
  scope: "tenant",
  payload: z.strictObject({}),
  dedupeKey: () => "orphans",
  attemptsMax: 3,
  timeoutMs: 60_000,
  lane: "bulk",
});

/** Reads repositories again that declare these kinds, or were refused to. Reads the rules when it runs, so it may run twice or late. */
export const readKindsAgain = defineJob({
  name: "catalog.read-kinds-again",
  scope: "tenant",
  payload: z.strictObject({ kinds: z.array(z.string().min(1).max(63)).min(1).max(200) }),
  dedupeKey: (payload) => [...payload.kinds].sort().join(","),
  attemptsMax: 5,
  timeoutMs: 10 * 60_000,
  lane: "bulk",
});

/** Brings entities in line with a kind definition that changed. Reads the definition when it runs, so it may run twice or late. */
export const applyKind = defineJob({
  name: "catalog.apply-kind",
  scope: "tenant",
  payload: z.strictObject({ kind: z.string().min(1).max(63), version: z.number().int() }),
  attemptsMax: 5,
  timeoutMs: 10 * 60_000,
  lane: "bulk",
});
