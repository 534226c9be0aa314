import { z } from "zod";
import type { TenantSql } from "@/lib/platform/db";
import type { JsonObject } from "@/lib/platform/types";
import { mergeOnboarding, readOwnTenant } from "./store/tenant-store";

/** Where a tenant's sign-up stands: company is done when the tenant exists, then GitHub, then the first run, then done. */
const onboardingSchema = z.object({
  step: z.enum(["github", "ingesting", "done"]).catch("github"),
  runId: z.string().optional(),
});
export type Onboarding = z.infer<typeof onboardingSchema>;

export async function readOnboarding(db: TenantSql): Promise<Onboarding> {
  return onboardingSchema.parse((await readOwnTenant(db))?.onboarding ?? {});
}

export async function saveOnboarding(db: TenantSql, patch: Partial<Onboarding>): Promise<void> {
  const plain: JsonObject = { ...patch };
  await mergeOnboarding(db, plain);
}
