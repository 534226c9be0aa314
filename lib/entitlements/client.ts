export type { EntitlementRow, Plan, PlanTerms, PluginTier } from "./model";
export { allowsTier, cheapestPlanWith, decide, PLANS } from "./model";
