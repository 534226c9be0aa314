import { asSystem, withTenantSql } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { parseTenantId } from "@/lib/platform/types";
import { syncCustomerJob } from "./jobs";
import { findTenantOfCustomer, listTenantsWithCustomer } from "./store/customer-store";
import { findEventCustomer, settleEvent } from "./store/event-store";

/** Turns a stored event into a sync of the tenant it is about; the tenant comes from our row of the customer. */
export async function routeEvent(inboxId: string): Promise<void> {
  const found = await asSystem("route-event", async (db) => {
    const event = await findEventCustomer(db, inboxId);
    if (!event || event.status === "processed" || event.status === "ignored") return undefined;
    return {
      tenantId: event.customerId === null ? undefined : await findTenantOfCustomer(db, event.customerId),
    };
  });
  if (!found) return;
  const { tenantId } = found;
  if (tenantId)
    await withTenantSql({ tenantId: parseTenantId(tenantId) }, (db) => enqueue(db, syncCustomerJob, {}));
  await asSystem("route-event", (db) =>
    settleEvent(
      db,
      inboxId,
      tenantId ? "processed" : "ignored",
      tenantId ? undefined : "no tenant has this customer",
    ),
  );
}

/** Asks for a sync of every tenant that has ever opened the till. */
export async function requestAllSyncs(): Promise<number> {
  const tenants = await asSystem("sync-all-customers", listTenantsWithCustomer);
  for (const tenantId of tenants)
    await withTenantSql({ tenantId: parseTenantId(tenantId) }, (db) => enqueue(db, syncCustomerJob, {}));
  return tenants.length;
}
