export type { TestSource } from "./make-source";
export { makeSnapshot, makeSource } from "./make-source";
export type { TestTenant } from "./make-tenant";
export { makeTenant } from "./make-tenant";
export { pushEntities } from "./push-entities";
