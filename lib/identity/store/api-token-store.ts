import type { SystemDb, TenantSql } from "@/lib/platform/db";
import type { EntitlementColumns } from "./membership-store";

export type ApiTokenRow = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly string[];
  readonly createdByName: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

const COLUMNS = `a.id::text, a.name, a.prefix, a.scopes, coalesce(u.name, u.email) AS "createdByName", a.created_at AS "createdAt",
  a.expires_at AS "expiresAt", a.last_used_at AS "lastUsedAt", a.revoked_at AS "revokedAt"`;

export async function insertApiToken(
  db: TenantSql,
  row: {
    name: string;
    tokenHash: string;
    prefix: string;
    scopes: readonly string[];
    createdBy?: string;
    expiresAt?: Date;
  },
): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO api_token (tenant_id, name, token_hash, prefix, scopes, created_by, expires_at)
     VALUES ($1::uuid, $2, $3, $4, $5::text[], $6::uuid, $7::text::timestamptz) RETURNING id::text`,
    [
      db.tenantId,
      row.name,
      row.tokenHash,
      row.prefix,
      [...row.scopes],
      row.createdBy ?? null,
      row.expiresAt?.toISOString() ?? null,
    ],
  );
  return rows[0]?.id ?? "";
}

export async function listApiTokenRows(db: TenantSql): Promise<ApiTokenRow[]> {
  return db.sql<ApiTokenRow>(
    `SELECT ${COLUMNS} FROM api_token a LEFT JOIN portal_user u ON u.id = a.created_by
     WHERE a.tenant_id = $1::uuid ORDER BY a.revoked_at IS NOT NULL, a.created_at DESC LIMIT 500`,
    [db.tenantId],
  );
}

/** @returns the name of the token, or undefined when there is no such live token in this tenant */
export async function revokeApiTokenRow(db: TenantSql, id: string): Promise<string | undefined> {
  const rows = await db.sql<{ name: string }>(
    "UPDATE api_token SET revoked_at = now() WHERE tenant_id = $1::uuid AND id = $2::uuid AND revoked_at IS NULL RETURNING name",
    [db.tenantId, id],
  );
  return rows[0]?.name;
}

export type TokenHolderRow = {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly tenantId: string;
  readonly slug: string;
  readonly tenantName: string;
  readonly isUseStale: boolean;
} & { readonly [K in keyof EntitlementColumns]: EntitlementColumns[K] | null };

export async function findLiveToken(db: SystemDb, tokenHash: string): Promise<TokenHolderRow | undefined> {
  const rows = await db.sql<TokenHolderRow>(
    `SELECT a.id::text AS "tokenId", a.name, a.scopes, t.id::text AS "tenantId", t.slug, t.name AS "tenantName",
            (a.last_used_at IS NULL OR a.last_used_at < now() - interval '1 minute') AS "isUseStale",
            e.plan, e.status, coalesce(e.addons, ARRAY[]::text[]) AS addons, e.trial_plan AS "trialPlan", e.trial_ends_at AS "trialEndsAt", e.valid_until AS "validUntil"
     FROM api_token a JOIN tenant t ON t.id = a.tenant_id LEFT JOIN entitlement e ON e.tenant_id = a.tenant_id
     WHERE a.token_hash = $1 AND a.revoked_at IS NULL AND (a.expires_at IS NULL OR a.expires_at > now())`,
    [tokenHash],
  );
  return rows[0];
}

export async function markTokenUsed(db: SystemDb, tokenId: string): Promise<void> {
  await db.sql("UPDATE api_token SET last_used_at = now() WHERE id = $1::uuid", [tokenId]);
}
