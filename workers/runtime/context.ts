import { grantsForScopes, PERMISSIONS } from "@/lib/access";
import { decide } from "@/lib/entitlements";
import type { TenantContext } from "@/lib/platform/context";
import { makeTenantContext } from "@/lib/platform/context/make";
import { TerminalError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/log";
import { parseTenantId } from "@/lib/platform/types";
import type { ClaimedJob } from "./store";

/**
 * The second door: the tenant comes from the job's row, written in a transaction of that tenant, never from its payload.
 *
 * @throws TerminalError - the tenant is gone
 */
export function contextOfJob(claimed: ClaimedJob): TenantContext {
  if (!claimed.tenantId || claimed.slug === null || claimed.tenantName === null)
    throw new TerminalError("The job's tenant no longer exists.");
  return makeTenantContext({
    tenantId: parseTenantId(claimed.tenantId),
    slug: claimed.slug,
    tenantName: claimed.tenantName,
    actor: { kind: "system", job: claimed.job },
    grants: { ...grantsForScopes(PERMISSIONS), role: "system" },
    features: decide(claimed.entitlement, new Date()),
    requestId: claimed.requestId,
    log: logger().child({ tenant: claimed.slug, job: claimed.job, requestId: claimed.requestId }),
  });
}
