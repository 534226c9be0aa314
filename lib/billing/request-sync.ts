import { can, requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { syncCustomerJob } from "./jobs";
import { syncCustomer } from "./sync-customer";

/** "Sync now": reads Stripe at once and says what came of it. @throws AppError forbidden, upstream_failed */
export async function syncNow(ctx: TenantContext): Promise<{ readonly plan: string }> {
  requirePermission(ctx, "billing.manage");
  const truth = await syncCustomer(ctx);
  return { plan: truth?.plan ?? "free" };
}

/** Asks for a sync soon, for whoever comes back from Stripe; it only ever reads the truth, so asking grants nothing. */
export async function requestSync(ctx: TenantContext): Promise<void> {
  if (!can(ctx, "billing.read")) return;
  await withTenantSql(ctx, (db) => enqueue(db, syncCustomerJob, {}));
}
