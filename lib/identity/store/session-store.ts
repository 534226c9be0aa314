import type { SystemDb, TenantSql } from "@/lib/platform/db";

export type SessionRow = {
  readonly sessionId: string;
  readonly userId: string;
  readonly email: string;
  readonly name: string | null;
  readonly image: string | null;
  readonly tenantId: string | null;
  readonly connectionId: string | null;
  readonly expiresAt: Date;
};

/** A live session by the hash of its token; the token itself is never stored. */
export async function findSessionRow(db: SystemDb, tokenHash: string): Promise<SessionRow | undefined> {
  const rows = await db.sql<SessionRow>(
    `SELECT s.id::text AS "sessionId", s.user_id::text AS "userId", u.email, u.name, u.image,
            s.tenant_id::text AS "tenantId", s.connection_id::text AS "connectionId", s.expires_at AS "expiresAt"
     FROM session s JOIN portal_user u ON u.id = s.user_id
     WHERE s.token_hash = $1 AND s.expires_at > now()`,
    [tokenHash],
  );
  return rows[0];
}

export async function insertSession(
  db: SystemDb | TenantSql,
  row: { tokenHash: string; userId: string; expiresAt: Date; tenantId?: string; connectionId?: string },
): Promise<void> {
  await db.sql(
    `INSERT INTO session (token_hash, user_id, tenant_id, connection_id, expires_at)
     VALUES ($1, $2::uuid, $3::uuid, $4::uuid, $5::text::timestamptz)`,
    [row.tokenHash, row.userId, row.tenantId ?? null, row.connectionId ?? null, row.expiresAt.toISOString()],
  );
}

export async function deleteSessionRow(db: SystemDb, tokenHash: string): Promise<void> {
  await db.sql("DELETE FROM session WHERE token_hash = $1", [tokenHash]);
}

export async function deleteExpiredSessions(db: SystemDb): Promise<void> {
  await db.sql("DELETE FROM session WHERE expires_at < now()");
}

/** Ends the sessions that a connection made, in this tenant. */
export async function deleteConnectionSessions(db: TenantSql, connectionId: string): Promise<void> {
  await db.sql("DELETE FROM session WHERE tenant_id = $1::uuid AND connection_id = $2::uuid", [
    db.tenantId,
    connectionId,
  ]);
}

/** Ends the sessions a user holds for this tenant only. Person sessions go on, but open nothing here without a membership. */
export async function deleteUserSessions(db: TenantSql, userId: string): Promise<void> {
  await db.sql("DELETE FROM session WHERE tenant_id = $1::uuid AND user_id = $2::uuid", [
    db.tenantId,
    userId,
  ]);
}
