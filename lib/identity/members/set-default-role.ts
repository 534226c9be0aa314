import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { readOwnTenant, updateDefaultRole } from "@/lib/tenancy";
import { assignableRole } from "./roles";

export const defaultRoleInput = z.strictObject({ role: assignableRole });

/** The role of members who come for the first time. Those who are members already keep theirs. */
export async function setDefaultRole(
  ctx: TenantContext,
  input: z.infer<typeof defaultRoleInput>,
): Promise<void> {
  requirePermission(ctx, "member.manage");
  await withTenant(ctx, async (db) => {
    const before = await readOwnTenant(db);
    await updateDefaultRole(db, input.role);
    await recordAudit(db, ctx, {
      action: "identity.default_role.changed",
      target: ctx.tenantId,
      before: { role: before?.defaultRole },
      after: { role: input.role },
    });
  });
}
