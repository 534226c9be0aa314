import { requirePermission } from "@/lib/access";
import { PLANS, readFeatures } from "@/lib/entitlements";
import type { Features, TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { logger } from "@/lib/platform/log";
import { findPluginOfAddon } from "@/lib/plugins";
import { readTruth } from "./model/subscription";
import { type CustomerRow, findCustomer } from "./store/customer-store";
import { countMembers, listSeats, type SeatRow } from "./store/seat-store";
import { askStripe } from "./stripe-client";

export type BillingView = {
  readonly features: Features;
  readonly planTitle: string;
  readonly seatLimit: number | undefined;
  readonly seats: readonly SeatRow[];
  readonly members: number;
  readonly customer: CustomerRow | undefined;
};

/** What the billing page shows without asking Stripe, so that it stands while Stripe does not. */
export async function readBilling(ctx: TenantContext): Promise<BillingView> {
  requirePermission(ctx, "billing.read");
  return withTenantSql(ctx, async (db) => {
    const features = await readFeatures(db);
    const terms = PLANS[features.plan];
    return {
      features,
      planTitle: terms.title,
      seatLimit: terms.seats,
      seats: await listSeats(db),
      members: await countMembers(db),
      customer: await findCustomer(db),
    };
  });
}

/** Whether the running subscription has what was asked for (a plan, or a plugin's add-on); a trial does not count. */
export async function hasBought(ctx: TenantContext, want: string): Promise<boolean> {
  requirePermission(ctx, "billing.read");
  const customer = await withTenantSql(ctx, findCustomer);
  if (!customer?.subscription) return false;
  const truth = readTruth([customer.subscription], findPluginOfAddon);
  return truth.plan === want || truth.addons.includes(want);
}

export type InvoiceRow = {
  readonly id: string;
  readonly number: string | undefined;
  readonly at: Date;
  readonly status: string;
  readonly totalMinor: number;
  readonly currency: string;
  readonly url: string | undefined;
};

/** The last twelve invoices; undefined when Stripe does not answer. */
export async function listInvoices(ctx: TenantContext): Promise<readonly InvoiceRow[] | undefined> {
  requirePermission(ctx, "billing.read");
  const customer = await withTenantSql(ctx, findCustomer);
  if (!customer) return [];
  try {
    const page = await askStripe("list the invoices", (client) =>
      client.invoices.list(
        { customer: customer.customerId, limit: 12 },
        { timeout: 5_000, maxNetworkRetries: 0 },
      ),
    );
    return page.data.map((one) => ({
      id: one.id ?? "",
      number: one.number ?? undefined,
      at: new Date(one.created * 1_000),
      status: one.status ?? "draft",
      totalMinor: one.total,
      currency: one.currency,
      url: one.hosted_invoice_url ?? undefined,
    }));
  } catch (error) {
    logger().warn({ err: error, tenant: ctx.slug }, "invoices cannot be read");
    return undefined;
  }
}
