import { requestSamples, sampleCompleteness } from "@/lib/insights";
import { sampleCompletenessJob, sampleTenants } from "@/lib/insights/jobs";
import { type Handler, handler, systemHandler } from "../runtime/handler";

/** Safe to repeat: the last value of a day counts. */
const sampleTenant = handler(sampleCompletenessJob, sampleCompleteness);

/** Safe to repeat: a tenant has at most one waiting sample. */
const sampleAllTenants = systemHandler(sampleTenants, async (run) => {
  run.log.info({ tenants: await requestSamples() }, "samples of completeness asked for");
});

export const insightsHandlers: readonly Handler[] = [sampleTenant, sampleAllTenants];
