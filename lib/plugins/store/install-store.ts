import type { TenantSql } from "@/lib/platform/db";
import type { ConfigValues } from "@/lib/plugin-sdk";
import { listSecrets } from "@/lib/secrets";
import { type Consent, type Install, type Settings, toInstall } from "../model/install";

const COLUMNS = `plugin_id AS "pluginId", version, enabled, config, consent, updated_at AS "updatedAt"`;
type Row = Parameters<typeof toInstall>[0];

export async function listInstalls(db: TenantSql): Promise<readonly Install[]> {
  const rows = await db.sql<Row>(
    `SELECT ${COLUMNS} FROM plugin_install WHERE tenant_id = $1::uuid ORDER BY plugin_id`,
    [db.tenantId],
  );
  return rows.map(toInstall);
}

export async function findInstall(db: TenantSql, pluginId: string): Promise<Install | undefined> {
  const rows = await db.sql<Row>(
    `SELECT ${COLUMNS} FROM plugin_install WHERE tenant_id = $1::uuid AND plugin_id = $2`,
    [db.tenantId, pluginId],
  );
  return rows.map(toInstall)[0];
}

/** Agreed to and on; settings of an earlier time stay. */
export async function upsertInstall(
  db: TenantSql,
  pluginId: string,
  version: string,
  consent: Consent,
): Promise<void> {
  await db.sql(
    `INSERT INTO plugin_install (tenant_id, plugin_id, version, enabled, consent) VALUES ($1::uuid, $2, $3, true, $4::text::jsonb)
     ON CONFLICT (tenant_id, plugin_id) DO UPDATE SET version = excluded.version, enabled = true, consent = excluded.consent, updated_at = clock_timestamp()`,
    [db.tenantId, pluginId, version, JSON.stringify(consent)],
  );
}

export async function updateEnabled(db: TenantSql, pluginId: string, enabled: boolean): Promise<void> {
  await db.sql(
    "UPDATE plugin_install SET enabled = $3, updated_at = clock_timestamp() WHERE tenant_id = $1::uuid AND plugin_id = $2",
    [db.tenantId, pluginId, enabled],
  );
}

export async function updateConfig(db: TenantSql, pluginId: string, config: ConfigValues): Promise<void> {
  await db.sql(
    "UPDATE plugin_install SET config = $3::text::jsonb, updated_at = clock_timestamp() WHERE tenant_id = $1::uuid AND plugin_id = $2",
    [db.tenantId, pluginId, JSON.stringify(config)],
  );
}

export async function deleteInstall(db: TenantSql, pluginId: string): Promise<void> {
  await db.sql("DELETE FROM plugin_install WHERE tenant_id = $1::uuid AND plugin_id = $2", [
    db.tenantId,
    pluginId,
  ]);
}

/** `plugin:<id>:<name>`, the form lib/secrets documents. */
export function secretName(pluginId: string, name: string): string {
  return `plugin:${pluginId}:${name}`;
}

export async function listSecretNames(db: TenantSql, pluginId: string): Promise<readonly string[]> {
  const prefix = secretName(pluginId, "");
  return (await listSecrets(db, prefix)).map((row) => row.name.slice(prefix.length));
}

export async function readSettings(db: TenantSql, pluginId: string): Promise<Settings> {
  return { install: await findInstall(db, pluginId), secrets: await listSecretNames(db, pluginId) };
}
