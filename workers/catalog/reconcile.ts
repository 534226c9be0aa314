import { reconcileSources, requestReconciliations } from "@/lib/catalog";
import { reconcileSources as reconcileSourcesJob, reconcileTenants } from "@/lib/catalog/jobs";
import { handler, systemHandler } from "../runtime/handler";

/** Safe to repeat: a tenant has at most one waiting reconciliation. */
export const reconcileAllTenants = systemHandler(reconcileTenants, async (run) => {
  run.log.info({ tenants: await requestReconciliations() }, "reconciliations asked for");
});

/** Safe to repeat: a source has at most one run under way. */
export const reconcileTenantSources = handler(reconcileSourcesJob, (ctx) => reconcileSources(ctx));
