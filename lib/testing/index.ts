export type { TestTenant } from "./make-tenant";
export { makeTenant } from "./make-tenant";
