import type { SystemDb, TenantSql } from "@/lib/platform/db";

export type ConnectionRow = {
  readonly tenantId: string;
  readonly id: string;
  readonly name: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly emailDomains: readonly string[];
  readonly enabled: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

const COLUMNS = `c.tenant_id::text AS "tenantId", c.id::text, c.name, c.issuer, c.client_id AS "clientId", c.email_domains AS "emailDomains",
  c.enabled, c.created_at AS "createdAt", c.updated_at AS "updatedAt"`;

export async function listConnectionRows(db: TenantSql): Promise<ConnectionRow[]> {
  return db.sql<ConnectionRow>(
    `SELECT ${COLUMNS} FROM sso_connection c WHERE c.tenant_id = $1::uuid ORDER BY c.created_at, c.id`,
    [db.tenantId],
  );
}

export async function findConnectionRow(db: TenantSql, id: string): Promise<ConnectionRow | undefined> {
  const rows = await db.sql<ConnectionRow>(
    `SELECT ${COLUMNS} FROM sso_connection c WHERE c.tenant_id = $1::uuid AND c.id = $2::uuid`,
    [db.tenantId, id],
  );
  return rows[0];
}

export async function upsertConnection(
  db: TenantSql,
  row: Pick<ConnectionRow, "id" | "name" | "issuer" | "clientId" | "emailDomains">,
): Promise<void> {
  await db.sql(
    `INSERT INTO sso_connection (tenant_id, id, name, issuer, client_id, email_domains, enabled) VALUES ($1::uuid, $2::uuid, $3, $4, $5, $6::text[], false)
     ON CONFLICT (tenant_id, id) DO UPDATE SET name = excluded.name, issuer = excluded.issuer, client_id = excluded.client_id,
       email_domains = excluded.email_domains, updated_at = now()`,
    [db.tenantId, row.id, row.name, row.issuer, row.clientId, [...row.emailDomains]],
  );
}

export async function setConnectionEnabled(db: TenantSql, id: string, enabled: boolean): Promise<void> {
  await db.sql(
    "UPDATE sso_connection SET enabled = $3::boolean, updated_at = now() WHERE tenant_id = $1::uuid AND id = $2::uuid",
    [db.tenantId, id, enabled],
  );
}

export async function deleteConnectionRow(db: TenantSql, id: string): Promise<void> {
  await db.sql("DELETE FROM sso_connection WHERE tenant_id = $1::uuid AND id = $2::uuid", [db.tenantId, id]);
}

export type SignInConnection = ConnectionRow & { readonly slug: string; readonly tenantName: string };

/** The enabled connection of this id, whatever the tenant. Ids are made by us; two of one id would be an attack and open nothing. */
export async function findEnabledConnection(db: SystemDb, id: string): Promise<SignInConnection | undefined> {
  const rows = await db.sql<SignInConnection>(
    `SELECT ${COLUMNS}, t.slug, t.name AS "tenantName" FROM sso_connection c JOIN tenant t ON t.id = c.tenant_id
     WHERE c.id = $1::uuid AND c.enabled`,
    [id],
  );
  return rows.length === 1 ? rows[0] : undefined;
}

export async function listEnabledConnections(
  db: SystemDb,
  where: { slug: string } | { domain: string },
): Promise<SignInConnection[]> {
  const [condition, value] =
    "slug" in where ? ["t.slug = $1", where.slug] : ["c.email_domains @> ARRAY[$1::text]", where.domain];
  return db.sql<SignInConnection>(
    `SELECT ${COLUMNS}, t.slug, t.name AS "tenantName" FROM sso_connection c JOIN tenant t ON t.id = c.tenant_id
     WHERE ${condition} AND c.enabled ORDER BY c.created_at, c.id LIMIT 20`,
    [value],
  );
}

/** Claims of domains take turns over all tenants. */
export async function lockDomainClaims(db: SystemDb): Promise<void> {
  await db.sql("SELECT pg_advisory_xact_lock(hashtextextended('sso domain claims', 13))");
}

/** Which of these domains some other tenant's connection already has. */
export async function listDomainsOfOthers(
  db: SystemDb,
  tenantId: string,
  domains: readonly string[],
): Promise<string[]> {
  const rows = await db.sql<{ domain: string }>(
    `SELECT DISTINCT d.domain FROM sso_connection c CROSS JOIN LATERAL unnest(c.email_domains) AS d(domain)
     WHERE c.tenant_id <> $1::uuid AND d.domain = ANY($2::text[])`,
    [tenantId, [...domains]],
  );
  return rows.map((row) => row.domain);
}

/** Domains of addresses that an owner or admin of this tenant proved by an e-mail link or as GitHub's verified primary address. */
export async function listProvedDomains(db: SystemDb, tenantId: string): Promise<string[]> {
  const rows = await db.sql<{ domain: string }>(
    `SELECT DISTINCT lower(split_part(CASE a.provider WHEN 'email' THEN a.subject ELSE u.email END, '@', 2)) AS domain
     FROM member m JOIN account a ON a.user_id = m.user_id JOIN portal_user u ON u.id = m.user_id
     WHERE m.tenant_id = $1::uuid AND m.role IN ('owner', 'admin') AND a.provider IN ('email', 'github')`,
    [tenantId],
  );
  return rows.map((row) => row.domain).filter(Boolean);
}

export type FailedSignInRow = {
  readonly at: Date;
  readonly connectionId: string;
  readonly problem: string;
  readonly detail: string;
};

/** The latest refused sign-ins through the tenant's connections, from its audit. */
export async function listFailedSignIns(db: TenantSql): Promise<FailedSignInRow[]> {
  return db.sql<FailedSignInRow>(
    `SELECT at, target AS "connectionId", coalesce(after->>'problem', 'unknown') AS problem, coalesce(after->>'detail', '') AS detail
     FROM audit_event WHERE tenant_id = $1::uuid AND action = 'identity.sso.sign_in_failed' AND at > now() - interval '7 days'
     ORDER BY at DESC LIMIT 5`,
    [db.tenantId],
  );
}
