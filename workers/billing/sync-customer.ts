import { syncCustomer } from "@/lib/billing";
import { syncCustomerJob } from "@/lib/billing/jobs";
import { handler } from "../runtime/handler";

/** Safe to repeat and to overlap: it writes what Stripe says, and reads again when another sync wrote meanwhile. */
export const syncBillingCustomer = handler(syncCustomerJob, async (ctx) => {
  await syncCustomer(ctx);
});
