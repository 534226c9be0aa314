import type { SystemDb, TenantSql } from "@/lib/platform/db";

export type MemberRow = {
  readonly userId: string;
  readonly email: string;
  readonly name: string | null;
  readonly image: string | null;
  readonly role: string;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
};

const COLUMNS = `m.user_id::text AS "userId", u.email, u.name, u.image, m.role, m.created_at AS "createdAt", m.last_sign_in_at AS "lastSignInAt"`;

export async function listMemberRows(db: TenantSql): Promise<MemberRow[]> {
  return db.sql<MemberRow>(
    `SELECT ${COLUMNS} FROM member m JOIN portal_user u ON u.id = m.user_id
     WHERE m.tenant_id = $1::uuid ORDER BY lower(coalesce(u.name, u.email)), m.user_id LIMIT 5000`,
    [db.tenantId],
  );
}

export async function findMemberRow(db: TenantSql, userId: string): Promise<MemberRow | undefined> {
  const rows = await db.sql<MemberRow>(
    `SELECT ${COLUMNS} FROM member m JOIN portal_user u ON u.id = m.user_id WHERE m.tenant_id = $1::uuid AND m.user_id = $2::uuid`,
    [db.tenantId, userId],
  );
  return rows[0];
}

/** Changes of roles take turns: whoever comes second sees what the first one left. */
export async function lockRoles(db: TenantSql): Promise<void> {
  await db.sql("SELECT pg_advisory_xact_lock(hashtextextended($1, 11))::text", [`roles ${db.tenantId}`]);
}

export async function countOwners(db: TenantSql): Promise<number> {
  const rows = await db.sql<{ n: number }>(
    "SELECT count(*)::int AS n FROM member WHERE tenant_id = $1::uuid AND role = 'owner'",
    [db.tenantId],
  );
  return rows[0]?.n ?? 0;
}

export async function updateMemberRole(db: TenantSql, userId: string, role: string): Promise<void> {
  await db.sql("UPDATE member SET role = $3 WHERE tenant_id = $1::uuid AND user_id = $2::uuid", [
    db.tenantId,
    userId,
    role,
  ]);
}

export async function deleteMemberRow(db: TenantSql, userId: string): Promise<void> {
  await db.sql("DELETE FROM member WHERE tenant_id = $1::uuid AND user_id = $2::uuid", [db.tenantId, userId]);
}

/** Notes a sign-in and makes the member at the first one. @returns the role, and whether the member is new */
export async function upsertMember(
  db: TenantSql,
  userId: string,
): Promise<{ role: string; isNew: boolean } | undefined> {
  const rows = await db.sql<{ role: string; isNew: boolean }>(
    `INSERT INTO member (tenant_id, user_id, role, last_sign_in_at)
     SELECT t.id, $2::uuid, CASE WHEN t.default_role = 'owner' THEN 'viewer' ELSE t.default_role END, now() FROM tenant t WHERE t.id = $1::uuid
     ON CONFLICT (tenant_id, user_id) DO UPDATE SET last_sign_in_at = now()
     RETURNING role, (xmax = 0) AS "isNew"`,
    [db.tenantId, userId],
  );
  return rows[0];
}

export async function noteSignIn(db: SystemDb, userId: string): Promise<void> {
  await db.sql("UPDATE member SET last_sign_in_at = now() WHERE user_id = $1::uuid", [userId]);
}

/** Names and addresses of those who may add members, for somebody who is none yet. */
export async function listAdminContacts(
  db: SystemDb,
  slug: string,
): Promise<{ name: string; email: string; role: string }[]> {
  return db.sql(
    `SELECT coalesce(u.name, u.email) AS name, u.email, m.role FROM member m JOIN tenant t ON t.id = m.tenant_id JOIN portal_user u ON u.id = m.user_id
     WHERE t.slug = $1 AND m.role IN ('owner', 'admin') ORDER BY m.role DESC, m.created_at LIMIT 5`,
    [slug],
  );
}
