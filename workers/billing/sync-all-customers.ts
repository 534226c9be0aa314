import { requestAllSyncs } from "@/lib/billing";
import { syncAllCustomers } from "@/lib/billing/jobs";
import { systemHandler } from "../runtime/handler";

/** Safe to repeat: each tenant has at most one waiting sync. */
export const syncAllBillingCustomers = systemHandler(syncAllCustomers, async (run) => {
  run.log.info({ tenants: await requestAllSyncs() }, "billing syncs asked for");
});
