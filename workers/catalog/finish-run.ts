import { completeRun } from "@/lib/catalog";
import { finishRun } from "@/lib/catalog/jobs";
import { sampleCompleteness } from "@/lib/insights";
import { handler } from "../runtime/handler";

/** Safe to repeat: it closes what is complete, and keeps how complete the catalog is after it. */
export const finishIngestRun = handler(finishRun, async (ctx, payload) => {
  await completeRun(ctx, payload);
  await sampleCompleteness(ctx);
});
