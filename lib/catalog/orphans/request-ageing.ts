import { asSystem, withTenantSql } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { parseTenantId } from "@/lib/platform/types";
import { listTenantIds } from "@/lib/tenancy";
import { archiveOrphans } from "../jobs";

/** Asks every tenant to archive its old orphans. @returns how many were asked */
export async function requestOrphanAgeing(): Promise<number> {
  const tenants = await asSystem("age-orphans", listTenantIds);
  for (const id of tenants)
    await withTenantSql({ tenantId: parseTenantId(id) }, (db) => enqueue(db, archiveOrphans, {}));
  return tenants.length;
}
