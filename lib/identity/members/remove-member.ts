import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenant } from "@/lib/platform/db";
import { publish } from "@/lib/platform/events";
import { deleteMemberRow } from "../store/member-store";
import { deleteUserSessions } from "../store/session-store";
import { requireChangeable } from "./change-role";

export const memberRefInput = z.strictObject({ userId: z.uuid() });

/**
 * Takes a member out: their next request is refused, and the sessions their single sign-on made are gone.
 *
 * Whoever still may sign in through the tenant's identity provider comes back with the default role; taking access away
 * for good is done there.
 */
export async function removeMember(ctx: TenantContext, input: z.infer<typeof memberRefInput>): Promise<void> {
  requirePermission(ctx, "member.manage");
  await withTenant(ctx, async (db) => {
    const member = await requireChangeable(db, ctx, input.userId);
    await deleteUserSessions(db, input.userId);
    await deleteMemberRow(db, input.userId);
    await recordAudit(db, ctx, {
      action: "identity.member.removed",
      target: input.userId,
      before: { email: member.email, role: member.role },
    });
    await publish(db, "identity.member", { userId: input.userId });
  });
}
