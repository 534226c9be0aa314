import { z } from "zod";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantDb, withTenant } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import {
  countOwners,
  findMemberRow,
  lockRoles,
  type MemberRow,
  updateMemberRole,
} from "../store/member-store";
import { anyRole } from "./roles";

export const changeRoleInput = z.strictObject({ userId: z.uuid(), role: anyRole });

/**
 * Gives a member another role; it counts from their next request.
 *
 * @throws AppError forbidden - only an owner makes or unmakes owners, and nobody raises themselves; precondition - the
 *   last owner stays one, also when two changes race
 */
export async function changeMemberRole(
  ctx: TenantContext,
  input: z.infer<typeof changeRoleInput>,
): Promise<void> {
  requirePermission(ctx, "member.manage");
  await withTenant(ctx, async (db) => {
    const member = await requireChangeable(db, ctx, input.userId);
    if (member.role === input.role) return;
    if (input.role === "owner" && ctx.grants.role !== "owner")
      throw new AppError("forbidden", "Only an owner can make somebody an owner.");
    await updateMemberRole(db, input.userId, input.role);
    await recordAudit(db, ctx, {
      action: "identity.member.role_changed",
      target: input.userId,
      before: { role: member.role },
      after: { role: input.role },
    });
    await publish(db, "identity.member", { userId: input.userId });
  });
}

/** The member, when this actor may change or remove them and an owner remains afterwards. Takes the lock that makes races queue up. */
export async function requireChangeable(
  db: TenantDb,
  ctx: TenantContext,
  userId: string,
): Promise<MemberRow> {
  await lockRoles(db);
  const member = await findMemberRow(db, userId);
  if (!member) throw new AppError("not_found", "There is no such member.");
  if (member.role !== "owner") return member;
  if (ctx.grants.role !== "owner")
    throw new AppError("forbidden", "Only an owner can change or remove an owner.");
  if ((await countOwners(db)) < 2) {
    throw new AppError(
      "precondition",
      `${member.name ?? member.email} is the last owner. Make somebody else an owner first.`,
    );
  }
  return member;
}
