import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { listMemberRows } from "../store/member-store";

export type MemberName = { readonly userId: string; readonly name: string; readonly email: string };

/** Who is here, by name; for lists and search. */
export async function listMemberNames(ctx: TenantContext): Promise<readonly MemberName[]> {
  requirePermission(ctx, "member.read");
  const rows = await withTenantSql(ctx, listMemberRows);
  return rows.map(({ userId, name, email }) => ({ userId, name: name ?? email, email }));
}
