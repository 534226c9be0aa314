import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { findCustomer, insertCustomer } from "./store/customer-store";
import { askStripe } from "./stripe-client";

/** The tenant's Stripe customer, made at its first purchase. Two at once make one: Stripe sees one idempotency key. */
export async function ensureCustomer(ctx: TenantContext): Promise<string> {
  const known = await withTenantSql(ctx, findCustomer);
  if (known) return known.customerId;
  const email = ctx.actor.kind === "user" ? { email: ctx.actor.email } : {};
  const made = await askStripe("open an account for you", (client) =>
    client.customers.create(
      { name: ctx.tenantName, ...email, metadata: { tenant: ctx.tenantId, slug: ctx.slug } },
      { idempotencyKey: `customer:${ctx.tenantId}:${email.email ?? ""}` },
    ),
  );
  return withTenantSql(ctx, (db) => insertCustomer(db, made.id));
}
