import { listConnectedTenants } from "@/lib/github";
import { asSystem, withTenantSql } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { parseTenantId } from "@/lib/platform/types";
import { reconcileSources } from "../jobs";

/** Asks for a reconciliation of every tenant with a working installation. @returns how many */
export async function requestReconciliations(): Promise<number> {
  const tenants = await asSystem("reconcile", listConnectedTenants);
  for (const id of tenants)
    await withTenantSql({ tenantId: parseTenantId(id) }, (db) => enqueue(db, reconcileSources, {}));
  return tenants.length;
}
