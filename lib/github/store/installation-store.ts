import type { SystemDb, TenantSql } from "@/lib/platform/db";
import type { Budget } from "../api/budget";
import type { InstallationFacts } from "../api/github";

export type InstallationRow = {
  readonly installationId: number;
  readonly accountLogin: string;
  readonly accountId: number;
  readonly accountType: string;
  readonly status: string;
  readonly repositorySelection: string;
  readonly permissions: Readonly<Record<string, string>>;
  readonly budget: Budget;
  readonly createdAt: Date;
};

// GitHub's ids stay below 2^53; the driver would give bigint as text.
const COLUMNS = `installation_id::float8 AS "installationId", account_login AS "accountLogin", account_id::float8 AS "accountId",
  account_type AS "accountType", status, repository_selection AS "repositorySelection", permissions, budget, created_at AS "createdAt"`;

/** Binds an installation to the transaction's tenant. @returns false when another tenant holds it */
export async function insertInstallation(
  db: TenantSql,
  facts: InstallationFacts,
  boundBy: string | undefined,
): Promise<boolean> {
  const rows = await db.sql(
    `INSERT INTO installation (tenant_id, installation_id, account_login, account_id, account_type, status, permissions, repository_selection, bound_by)
     VALUES ($1::uuid, $2::bigint, $3, $4::bigint, $5, $6, $7::text::jsonb, $8, $9::uuid)
     ON CONFLICT (installation_id) DO NOTHING RETURNING 1`,
    [
      db.tenantId,
      facts.installationId,
      facts.accountLogin,
      facts.accountId,
      facts.accountType,
      facts.suspended ? "suspended" : "active",
      JSON.stringify(facts.permissions),
      facts.repositorySelection,
      boundBy ?? null,
    ],
  );
  return rows.length === 1 || (await updateInstallation(db, facts));
}

/** Writes what GitHub says now. @returns false when the tenant has no such installation */
export async function updateInstallation(db: TenantSql, facts: InstallationFacts): Promise<boolean> {
  const rows = await db.sql(
    `UPDATE installation SET account_login = $3, account_type = $4, status = $5, permissions = $6::text::jsonb, repository_selection = $7, updated_at = now()
     WHERE tenant_id = $1::uuid AND installation_id = $2::bigint RETURNING 1`,
    [
      db.tenantId,
      facts.installationId,
      facts.accountLogin,
      facts.accountType,
      facts.suspended ? "suspended" : "active",
      JSON.stringify(facts.permissions),
      facts.repositorySelection,
    ],
  );
  return rows.length === 1;
}

export async function setInstallationStatus(
  db: TenantSql,
  installationId: number,
  status: "active" | "suspended" | "removed",
): Promise<void> {
  await db.sql(
    "UPDATE installation SET status = $3, updated_at = now() WHERE tenant_id = $1::uuid AND installation_id = $2::bigint",
    [db.tenantId, installationId, status],
  );
}

export async function saveBudget(db: TenantSql, installationId: number, budget: Budget): Promise<void> {
  await db.sql(
    "UPDATE installation SET budget = $3::text::jsonb WHERE tenant_id = $1::uuid AND installation_id = $2::bigint",
    [db.tenantId, installationId, JSON.stringify({ ...budget, at: new Date().toISOString() })],
  );
}

export async function listInstallations(db: TenantSql): Promise<InstallationRow[]> {
  return db.sql<InstallationRow>(
    `SELECT ${COLUMNS} FROM installation WHERE tenant_id = $1::uuid ORDER BY account_login`,
    [db.tenantId],
  );
}

export async function findInstallation(
  db: TenantSql,
  installationId: number,
): Promise<InstallationRow | undefined> {
  const rows = await db.sql<InstallationRow>(
    `SELECT ${COLUMNS} FROM installation WHERE tenant_id = $1::uuid AND installation_id = $2::bigint`,
    [db.tenantId, installationId],
  );
  return rows[0];
}

/** Whose installation this is, before a tenant is known. */
export async function findTenantOfInstallation(
  db: SystemDb,
  installationId: number,
): Promise<string | undefined> {
  const rows = await db.sql<{ tenantId: string }>(
    `SELECT tenant_id::text AS "tenantId" FROM installation WHERE installation_id = $1::bigint`,
    [installationId],
  );
  return rows[0]?.tenantId;
}

/** Tenants with a working installation, for the clock. */
export async function listConnectedTenants(db: SystemDb): Promise<string[]> {
  const rows = await db.sql<{ tenantId: string }>(
    `SELECT DISTINCT tenant_id::text AS "tenantId" FROM installation WHERE status = 'active'`,
  );
  return rows.map((row) => row.tenantId);
}
