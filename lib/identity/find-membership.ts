import { asSystem } from "@/lib/platform/db";
import { findMembershipRow, listMembershipRows, type MembershipRow } from "./store/membership-store";

/**
 * The membership behind a request, with what the tenant's plan is decided on, in one query.
 *
 * @param session - of readSession; a session of one tenant's SSO finds no other tenant, wherever its user is a member
 * @returns undefined when the tenant does not exist or the user is no member: the caller cannot tell which
 */
export async function findMembership(
  session: { readonly userId: string; readonly tenantId: string | undefined },
  slug: string,
): Promise<MembershipRow | undefined> {
  const row = await asSystem("find-membership", (db) => findMembershipRow(db, session.userId, slug));
  if (session.tenantId !== undefined && row?.tenantId !== session.tenantId) return undefined;
  return row;
}

/** Every tenant the session opens, by name. */
export async function listMemberships(session: {
  readonly userId: string;
  readonly tenantId: string | undefined;
}): Promise<readonly MembershipRow[]> {
  const rows = await asSystem("list-memberships", (db) => listMembershipRows(db, session.userId));
  return rows.filter((row) => session.tenantId === undefined || row.tenantId === session.tenantId);
}
