export type { Actor, Features, Grants, TenantContext } from "./types";
