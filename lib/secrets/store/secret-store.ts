import type { TenantSql } from "@/lib/platform/db";

export async function findTenantKey(
  db: TenantSql,
): Promise<{ version: number; wrapped: string } | undefined> {
  const rows = await db.sql<{ version: number; wrapped: string }>(
    "SELECT version, wrapped_key AS wrapped FROM tenant_key WHERE tenant_id = $1::uuid ORDER BY version DESC LIMIT 1",
    [db.tenantId],
  );
  return rows[0];
}

export async function insertTenantKey(db: TenantSql, version: number, wrapped: string): Promise<void> {
  await db.sql(
    "INSERT INTO tenant_key (tenant_id, version, wrapped_key) VALUES ($1::uuid, $2::int, $3) ON CONFLICT DO NOTHING",
    [db.tenantId, version, wrapped],
  );
}

export async function upsertSecret(
  db: TenantSql,
  row: { name: string; ciphertext: string; keyVersion: number; updatedBy: string },
): Promise<void> {
  await db.sql(
    `INSERT INTO secret (tenant_id, name, ciphertext, key_version, updated_by) VALUES ($1::uuid, $2, $3, $4::int, $5)
     ON CONFLICT (tenant_id, name) DO UPDATE SET ciphertext = excluded.ciphertext, key_version = excluded.key_version,
       updated_by = excluded.updated_by, updated_at = now(), last_used_at = NULL`,
    [db.tenantId, row.name, row.ciphertext, row.keyVersion, row.updatedBy],
  );
}

export async function takeSecret(
  db: TenantSql,
  name: string,
): Promise<{ ciphertext: string; keyVersion: number } | undefined> {
  const rows = await db.sql<{ ciphertext: string; keyVersion: number }>(
    `UPDATE secret SET last_used_at = now() WHERE tenant_id = $1::uuid AND name = $2
     RETURNING ciphertext, key_version AS "keyVersion"`,
    [db.tenantId, name],
  );
  return rows[0];
}

export async function deleteSecretRow(db: TenantSql, name: string): Promise<void> {
  await db.sql("DELETE FROM secret WHERE tenant_id = $1::uuid AND name = $2", [db.tenantId, name]);
}

export type SecretRow = { readonly name: string; readonly updatedAt: Date; readonly lastUsedAt: Date | null };

export async function listSecretRows(db: TenantSql, prefix: string): Promise<SecretRow[]> {
  return db.sql<SecretRow>(
    `SELECT name, updated_at AS "updatedAt", last_used_at AS "lastUsedAt" FROM secret
     WHERE tenant_id = $1::uuid AND starts_with(name, $2) ORDER BY name`,
    [db.tenantId, prefix],
  );
}
