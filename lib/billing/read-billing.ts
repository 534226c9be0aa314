import { requirePermission } from "@/lib/access";
import { PLANS, readFeatures } from "@/lib/entitlements";
import type { Features, TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { logger } from "@/lib/platform/log";
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
      client.invoices.list({ customer: customer.customerId, limit: 12 }),
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
