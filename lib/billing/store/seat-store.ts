import type { TenantSql } from "@/lib/platform/db";

export type SeatRow = {
  readonly userId: string;
  readonly name: string | null;
  readonly email: string;
  readonly role: string;
  readonly lastSignInAt: Date;
};

/** A seat is a member who signed in within the last 30 days. */
export async function listSeats(db: TenantSql): Promise<SeatRow[]> {
  return db.sql<SeatRow>(
    `SELECT m.user_id::text AS "userId", u.name, u.email, m.role, m.last_sign_in_at AS "lastSignInAt"
     FROM member m JOIN portal_user u ON u.id = m.user_id
     WHERE m.tenant_id = $1::uuid AND m.last_sign_in_at > now() - interval '30 days' ORDER BY lower(coalesce(u.name, u.email)), u.email`,
    [db.tenantId],
  );
}

export async function countMembers(db: TenantSql): Promise<number> {
  const rows = await db.sql<{ count: number }>(
    "SELECT count(*)::int AS count FROM member WHERE tenant_id = $1::uuid",
    [db.tenantId],
  );
  return rows[0]?.count ?? 0;
}
