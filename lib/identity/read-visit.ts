import { sha256 } from "@/lib/platform/crypto";
import { asSystem } from "@/lib/platform/db";
import { isToken, type SessionView, toSessionView } from "./read-session";
import {
  findMembershipRow,
  listMembershipRows,
  MEMBERSHIPS_MAX,
  type MembershipRow,
} from "./store/membership-store";
import { findSessionRow } from "./store/session-store";

/** Who comes to a tenant's page. */
export type Visit = {
  readonly session: SessionView;
  /** undefined when the tenant does not exist or the session does not open it: the caller cannot tell which */
  readonly membership: MembershipRow | undefined;
  /** every tenant the session opens, by name; the first 200 */
  readonly memberships: readonly MembershipRow[];
};

/**
 * Everything a page needs to know of its visitor, in one transaction: readSession, findMembership and listMemberships are three.
 *
 * @param token - the cookie's value
 * @returns undefined when nobody is signed in
 */
export async function readVisit(token: string, slug: string): Promise<Visit | undefined> {
  if (!isToken(token)) return undefined;
  return asSystem("read-visit", async (db) => {
    const row = await findSessionRow(db, sha256(token));
    if (!row) return undefined;
    const session = toSessionView(row);
    const rows = await listMembershipRows(db, session.userId);
    const memberships = rows.filter(
      (one) => session.tenantId === undefined || one.tenantId === session.tenantId,
    );
    const listed = memberships.find((one) => one.slug === slug);
    if (listed || rows.length < MEMBERSHIPS_MAX) return { session, membership: listed, memberships };
    const beyond = await findMembershipRow(db, session.userId, slug);
    const opens = session.tenantId === undefined || beyond?.tenantId === session.tenantId;
    return { session, membership: opens ? beyond : undefined, memberships };
  });
}
