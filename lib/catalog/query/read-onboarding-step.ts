import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { type Onboarding, readOnboarding } from "@/lib/tenancy";

/** Which step of sign-up the tenant stands at. */
export async function readOnboardingStep(ctx: TenantContext): Promise<Onboarding["step"]> {
  return withTenantSql(ctx, async (db) => (await readOnboarding(db)).step);
}
