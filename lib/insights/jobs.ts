import { z } from "zod";
import { defineJob } from "@/lib/platform/jobs";

/** Keeps how complete a tenant's catalog is today. The last value of a day counts, so it may run twice. */
export const sampleCompletenessJob = defineJob({
  name: "insights.sample-completeness",
  scope: "tenant",
  payload: z.strictObject({}),
  dedupeKey: () => "sample",
  attemptsMax: 3,
  timeoutMs: 60_000,
  lane: "bulk",
});

/** Asks for today's sample of every tenant with a connected source; the clock's part. */
export const sampleTenants = defineJob({
  name: "insights.sample-tenants",
  scope: "system",
  payload: z.strictObject({}),
  attemptsMax: 3,
  timeoutMs: 60_000,
  lane: "bulk",
});
