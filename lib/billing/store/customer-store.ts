import type { SystemDb, TenantSql } from "@/lib/platform/db";
import { type Subscription, subscriptionSchema } from "../model/subscription";

export type CustomerRow = {
  readonly customerId: string;
  readonly subscription: Subscription | undefined;
  readonly syncedAt: Date | undefined;
  readonly syncError: string | undefined;
};
type Raw = { customerId: string; subscription: unknown; syncedAt: Date | null; syncError: string | null };

const COLUMNS = `customer_id AS "customerId", subscription, synced_at AS "syncedAt", sync_error AS "syncError"`;

function toRow(raw: Raw): CustomerRow {
  const subscription = subscriptionSchema.safeParse(raw.subscription);
  return {
    customerId: raw.customerId,
    subscription: subscription.success ? subscription.data : undefined,
    syncedAt: raw.syncedAt ?? undefined,
    syncError: raw.syncError ?? undefined,
  };
}

export async function findCustomer(db: TenantSql): Promise<CustomerRow | undefined> {
  const rows = await db.sql<Raw>(`SELECT ${COLUMNS} FROM stripe_customer WHERE tenant_id = $1::uuid`, [
    db.tenantId,
  ]);
  return rows.map(toRow)[0];
}

/** The same, held until the transaction ends: two syncs write one after the other. */
export async function lockCustomer(db: TenantSql): Promise<CustomerRow | undefined> {
  const rows = await db.sql<Raw>(
    `SELECT ${COLUMNS} FROM stripe_customer WHERE tenant_id = $1::uuid FOR UPDATE`,
    [db.tenantId],
  );
  return rows.map(toRow)[0];
}

/** Keeps the first customer made for a tenant. @returns the id that stands */
export async function insertCustomer(db: TenantSql, customerId: string): Promise<string> {
  await db.sql(
    "INSERT INTO stripe_customer (tenant_id, customer_id) VALUES ($1::uuid, $2) ON CONFLICT (tenant_id) DO NOTHING",
    [db.tenantId, customerId],
  );
  return (await findCustomer(db))?.customerId ?? customerId;
}

export async function saveSync(db: TenantSql, subscription: Subscription | undefined): Promise<void> {
  await db.sql(
    `UPDATE stripe_customer SET subscription_id = $2, subscription = $3::text::jsonb, synced_at = clock_timestamp(), sync_error = NULL WHERE tenant_id = $1::uuid`,
    [db.tenantId, subscription?.id ?? null, subscription ? JSON.stringify(subscription) : null],
  );
}

export async function saveSyncError(db: TenantSql, message: string): Promise<void> {
  await db.sql("UPDATE stripe_customer SET sync_error = $2 WHERE tenant_id = $1::uuid", [
    db.tenantId,
    message,
  ]);
}

/** Whose customer this is, before a tenant is known. */
export async function findTenantOfCustomer(db: SystemDb, customerId: string): Promise<string | undefined> {
  const rows = await db.sql<{ tenantId: string }>(
    `SELECT tenant_id::text AS "tenantId" FROM stripe_customer WHERE customer_id = $1`,
    [customerId],
  );
  return rows[0]?.tenantId;
}

export async function listTenantsWithCustomer(db: SystemDb): Promise<readonly string[]> {
  const rows = await db.sql<{ tenantId: string }>(
    `SELECT tenant_id::text AS "tenantId" FROM stripe_customer`,
  );
  return rows.map((row) => row.tenantId);
}
