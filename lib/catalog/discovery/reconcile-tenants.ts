import { listConnectedTenants, pruneDeliveries } from "@/lib/github";
import { asSystem, withTenantSql } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { parseTenantId } from "@/lib/platform/types";
import { reconcileSources } from "../jobs";

/** The daily round: old deliveries go, and every tenant with a working installation is asked to reconcile. @returns how many */
export async function requestReconciliations(): Promise<number> {
  const tenants = await asSystem("reconcile", async (db) => {
    await pruneDeliveries(db);
    return listConnectedTenants(db);
  });
  for (const id of tenants)
    await withTenantSql({ tenantId: parseTenantId(id) }, (db) => enqueue(db, reconcileSources, {}));
  return tenants.length;
}
