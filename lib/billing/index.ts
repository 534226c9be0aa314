export { requestAllSyncs, routeEvent } from "./handle-event";
export { listPrices, type PriceBook, priceOf } from "./list-prices";
export type { Subscription, Truth } from "./model/subscription";
export { openPortal } from "./open-portal";
export { type BillingView, hasBought, type InvoiceRow, listInvoices, readBilling } from "./read-billing";
export { receiveEvent } from "./receive-event";
export { requestSync, syncNow } from "./request-sync";
export {
  type CheckoutStep,
  type StartCheckoutInput,
  startCheckout,
  startCheckoutInput,
} from "./start-checkout";
export { syncCustomer } from "./sync-customer";
