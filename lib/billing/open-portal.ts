import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import { config } from "@/lib/platform/config";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { findCustomer } from "./store/customer-store";
import { askStripe } from "./stripe-client";

/** Stripe's own pages for card, tax id, invoices and cancelling. @throws AppError precondition - nothing was bought yet */
export async function openPortal(ctx: TenantContext): Promise<{ readonly url: string }> {
  requirePermission(ctx, "billing.manage");
  const customer = await withTenantSql(ctx, findCustomer);
  if (!customer)
    throw new AppError(
      "precondition",
      "There is nothing to manage yet: this workspace never bought anything.",
    );
  const session = await askStripe("open its pages", (client) =>
    client.billingPortal.sessions.create({
      customer: customer.customerId,
      return_url: `${config().PORTICO_URL}/${ctx.slug}/settings/billing?from=stripe`,
    }),
  );
  await withTenantSql(ctx, (db) =>
    recordAudit(db, ctx, { action: "billing.portal.opened", target: ctx.tenantId }),
  );
  return { url: session.url };
}
