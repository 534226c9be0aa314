import { ingestRepositories, reportBatch } from "@/lib/catalog";
import { ingestBatch } from "@/lib/catalog/jobs";
import { handler } from "../runtime/handler";

/** Safe to repeat: unchanged fragments write nothing, and the run is closed only when it is complete. */
export const ingestRepositoryBatch = handler(ingestBatch, async (ctx, payload) => {
  await ingestRepositories(ctx, payload);
  await reportBatch(ctx, payload.runId);
});
