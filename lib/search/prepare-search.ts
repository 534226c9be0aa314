import { can } from "@/lib/access";
import { openServed } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { openDocs } from "./docs/doc-index";

const AGAIN_MS = 10 * 60_000;
const TENANTS_MAX = 1_000;
/** When each tenant's words were last asked for here. */
const prepared = new Map<string, number>();

/**
 * Reads what a search needs, so that the first one in a process does not wait for it: about a second per 50,000 entities.
 * Asked again within ten minutes it does nothing.
 */
export async function prepareSearch(ctx: TenantContext, nowMs: number = Date.now()): Promise<void> {
  if (!can(ctx, "catalog.entity.read")) return;
  const lastMs = prepared.get(ctx.tenantId);
  if (lastMs !== undefined && nowMs - lastMs < AGAIN_MS) return;
  if (prepared.size >= TENANTS_MAX) prepared.clear();
  prepared.set(ctx.tenantId, nowMs);
  const served = await openServed(ctx);
  // A search for nothing finds nothing, but has the words read.
  await served.search({ text: "" });
  await openDocs(ctx, served);
}
