import type { SystemDb } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { parseTenantId, type TenantId } from "@/lib/platform/types";
import { parseSlug } from "./slug";
import { insertOwner, insertTenant } from "./store/tenant-store";

/**
 * Makes a tenant and its first owner. The caller starts the trial and records the audit in the same transaction's follow-up.
 *
 * @throws AppError conflict - the address is taken; invalid_input - it cannot be used
 */
export async function createTenant(
  db: SystemDb,
  input: { readonly name: string; readonly slug: string; readonly ownerUserId: string },
): Promise<{ tenantId: TenantId; slug: string }> {
  const slug = parseSlug(input.slug);
  const name = input.name.trim();
  if (name.length < 2 || name.length > 80)
    throw new AppError("invalid_input", "The company name needs 2 to 80 characters.");
  const tenant = await insertTenant(db, { slug, name, onboarding: { step: "github" } });
  if (!tenant) throw new AppError("conflict", `The address "${slug}" is taken. Choose another one.`);
  await insertOwner(db, tenant.id, input.ownerUserId);
  return { tenantId: parseTenantId(tenant.id), slug };
}
