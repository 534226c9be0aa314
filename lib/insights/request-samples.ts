import { listConnectedTenants } from "@/lib/github";
import { asSystem, withTenantSql } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { parseTenantId } from "@/lib/platform/types";
import { sampleCompletenessJob } from "./jobs";

/** Asks for today's sample of every tenant with a working installation. @returns how many */
export async function requestSamples(): Promise<number> {
  const tenants = await asSystem("sample-completeness", listConnectedTenants);
  for (const id of tenants)
    await withTenantSql({ tenantId: parseTenantId(id) }, (db) => enqueue(db, sampleCompletenessJob, {}));
  return tenants.length;
}
