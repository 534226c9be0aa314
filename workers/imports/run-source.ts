import { performRun, pruneOldRuns, requestDueSources, startDue } from "@/lib/imports";
import { pruneRuns, runSource, startDueSource, tickSources } from "@/lib/imports/jobs";
import { handler, systemHandler } from "../runtime/handler";

/** Safe to repeat: it goes on after the last page it kept, and what is applied already is unchanged. */
export const runImportSource = handler(runSource, performRun);

/** Safe to repeat: a source that is no longer due is left alone. */
export const startDueImportSource = handler(startDueSource, startDue);

/** Safe to repeat: what is gone stays gone. */
export const pruneImportRuns = handler(pruneRuns, (ctx) => pruneOldRuns(ctx));

/** Safe to repeat: a source has at most one waiting start. */
export const tickImportSources = systemHandler(tickSources, async (run) => {
  const due = await requestDueSources();
  if (due > 0) run.log.info({ due }, "due sources asked to run");
});
