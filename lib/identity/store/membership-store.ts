import type { SystemDb } from "@/lib/platform/db";

/** The columns lib/entitlements decides on, read along so that opening a page costs one query. */
export type EntitlementColumns = {
  readonly plan: string;
  readonly status: string;
  readonly addons: readonly string[];
  readonly trialPlan: string | null;
  readonly trialEndsAt: Date | null;
  readonly validUntil: Date | null;
};

export type MembershipRow = {
  readonly tenantId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: string;
  readonly entitlement: EntitlementColumns | undefined;
};

type Flat = { tenantId: string; slug: string; name: string; role: string; plan: string | null } & Omit<
  EntitlementColumns,
  "plan"
>;

const COLUMNS = `t.id::text AS "tenantId", t.slug, t.name, m.role, e.plan, e.status, coalesce(e.addons, ARRAY[]::text[]) AS addons,
  e.trial_plan AS "trialPlan", e.trial_ends_at AS "trialEndsAt", e.valid_until AS "validUntil"`;
const FROM =
  "FROM member m JOIN tenant t ON t.id = m.tenant_id LEFT JOIN entitlement e ON e.tenant_id = t.id";

function toMembership({ tenantId, slug, name, role, plan, ...rest }: Flat): MembershipRow {
  return { tenantId, slug, name, role, entitlement: plan === null ? undefined : { plan, ...rest } };
}

export async function findMembershipRow(
  db: SystemDb,
  userId: string,
  slug: string,
): Promise<MembershipRow | undefined> {
  const rows = await db.sql<Flat>(`SELECT ${COLUMNS} ${FROM} WHERE m.user_id = $1::uuid AND t.slug = $2`, [
    userId,
    slug,
  ]);
  return rows[0] && toMembership(rows[0]);
}

export const MEMBERSHIPS_MAX = 200;

export async function listMembershipRows(db: SystemDb, userId: string): Promise<MembershipRow[]> {
  const rows = await db.sql<Flat>(
    `SELECT ${COLUMNS} ${FROM} WHERE m.user_id = $1::uuid ORDER BY t.name, t.slug LIMIT ${MEMBERSHIPS_MAX}`,
    [userId],
  );
  return rows.map(toMembership);
}
