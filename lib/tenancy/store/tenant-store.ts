import type { SystemDb, TenantSql } from "@/lib/platform/db";
import type { JsonObject } from "@/lib/platform/types";

export type TenantRow = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly defaultRole: string;
  readonly onboarding: JsonObject;
};

const COLUMNS = `id::text, slug, name, default_role AS "defaultRole", onboarding`;

export async function insertTenant(
  db: SystemDb,
  row: { slug: string; name: string; onboarding: JsonObject },
): Promise<TenantRow | undefined> {
  const rows = await db.sql<TenantRow>(
    `INSERT INTO tenant (slug, name, onboarding) VALUES ($1, $2, $3::text::jsonb) ON CONFLICT (slug) DO NOTHING RETURNING ${COLUMNS}`,
    [row.slug, row.name, JSON.stringify(row.onboarding)],
  );
  return rows[0];
}

export async function insertOwner(db: SystemDb, tenantId: string, userId: string): Promise<void> {
  await db.sql(
    "INSERT INTO member (tenant_id, user_id, role, last_sign_in_at) VALUES ($1::uuid, $2::uuid, 'owner', now())",
    [tenantId, userId],
  );
}

export async function findTenantRow(db: SystemDb, slug: string): Promise<TenantRow | undefined> {
  return (await db.sql<TenantRow>(`SELECT ${COLUMNS} FROM tenant WHERE slug = $1`, [slug]))[0];
}

export async function findTenantRowById(db: SystemDb, id: string): Promise<TenantRow | undefined> {
  return (await db.sql<TenantRow>(`SELECT ${COLUMNS} FROM tenant WHERE id = $1::uuid`, [id]))[0];
}

export async function readOwnTenant(db: TenantSql): Promise<TenantRow | undefined> {
  return (await db.sql<TenantRow>(`SELECT ${COLUMNS} FROM tenant WHERE id = $1::uuid`, [db.tenantId]))[0];
}

export async function mergeOnboarding(db: TenantSql, patch: JsonObject): Promise<void> {
  await db.sql("UPDATE tenant SET onboarding = onboarding || $2::text::jsonb WHERE id = $1::uuid", [
    db.tenantId,
    JSON.stringify(patch),
  ]);
}

export async function updateDefaultRole(db: TenantSql, role: string): Promise<void> {
  await db.sql("UPDATE tenant SET default_role = $2 WHERE id = $1::uuid", [db.tenantId, role]);
}

/** Every tenant, for what runs on a clock. */
export async function listTenantIds(db: SystemDb): Promise<string[]> {
  const rows = await db.sql<{ id: string }>("SELECT id::text FROM tenant ORDER BY id");
  return rows.map((row) => row.id);
}
