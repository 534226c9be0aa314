import type { SystemDb, TenantSql } from "@/lib/platform/db";

/** What a `state` stands for: who began, in which tenant, and after the return from GitHub for which installation. */
export type InstallAttempt = {
  readonly tenantId: string;
  readonly slug: string;
  readonly userId: string;
  readonly installationId: number | undefined;
};

export async function insertAttempt(
  db: TenantSql,
  row: {
    readonly stateHash: string;
    readonly userId: string;
    readonly installationId: number | undefined;
    readonly expiresAt: Date;
  },
): Promise<void> {
  await db.sql(
    `INSERT INTO install_attempt (tenant_id, state_hash, user_id, installation_id, expires_at)
     VALUES ($1::uuid, $2, $3::uuid, $4::bigint, $5::text::timestamptz)`,
    [db.tenantId, row.stateHash, row.userId, row.installationId ?? null, row.expiresAt.toISOString()],
  );
}

/** Uses a state up, if it is this user's, in time and unused. A second call finds nothing. */
export async function consumeAttempt(
  db: SystemDb,
  stateHash: string,
  userId: string,
): Promise<InstallAttempt | undefined> {
  const rows = await db.sql<{
    tenantId: string;
    slug: string;
    userId: string;
    installationId: number | null;
  }>(
    `UPDATE install_attempt a SET used_at = now() FROM tenant t
     WHERE a.state_hash = $1 AND a.user_id = $2::uuid AND a.used_at IS NULL AND a.expires_at > now() AND t.id = a.tenant_id
     RETURNING a.tenant_id::text AS "tenantId", t.slug, a.user_id::text AS "userId", a.installation_id::float8 AS "installationId"`,
    [stateHash, userId],
  );
  const row = rows[0];
  return row ? { ...row, installationId: row.installationId ?? undefined } : undefined;
}

/** What is long over goes; a used state stays a day, so that its second use is still refused as what it is. */
export async function pruneAttempts(db: TenantSql): Promise<void> {
  await db.sql(
    "DELETE FROM install_attempt WHERE tenant_id = $1::uuid AND expires_at < now() - interval '1 day'",
    [db.tenantId],
  );
}
