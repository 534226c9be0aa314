import type { Handler } from "../runtime/handler";
import { handleBillingEvent } from "./handle-event";
import { syncAllBillingCustomers } from "./sync-all-customers";
import { syncBillingCustomer } from "./sync-customer";

export const billingHandlers: readonly Handler[] = [
  handleBillingEvent,
  syncBillingCustomer,
  syncAllBillingCustomers,
];
