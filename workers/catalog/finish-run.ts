import { completeRun } from "@/lib/catalog";
import { finishRun } from "@/lib/catalog/jobs";
import { handler } from "../runtime/handler";

/** Safe to repeat: it closes what is complete and nothing else. */
export const finishIngestRun = handler(finishRun, completeRun);
