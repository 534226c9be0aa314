import type { TenantContext } from "./types";

type Parts = {
  readonly [K in
    | "tenantId"
    | "slug"
    | "tenantName"
    | "actor"
    | "grants"
    | "features"
    | "requestId"
    | "log"]: TenantContext[K];
};

/** Makes a tenant context. Callable from app/_server, workers/runtime and lib/testing only (import rule `three-doors`). */
export function makeTenantContext(parts: Parts): TenantContext {
  // The only place that makes the brand; the three doors have checked the parts.
  return Object.freeze({ ...parts }) as TenantContext;
}
