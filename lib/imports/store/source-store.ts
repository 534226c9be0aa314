import type { SystemDb, TenantSql } from "@/lib/platform/db";
import type { Definition } from "../model/definition";

export type SourceKind = "import" | "processor";
export type SourceRow = {
  readonly sourceId: string;
  readonly kind: SourceKind;
  readonly name: string;
  readonly definition: unknown;
  readonly template: string | null;
  readonly enabled: boolean;
  readonly nextRunAt: Date | null;
  readonly version: number;
  readonly updatedBy: string;
  readonly updatedAt: Date;
  readonly createdAt: Date;
};

const COLUMNS = `s.id::text AS "sourceId", s.kind, s.name, i.definition, i.template, i.enabled, i.next_run_at AS "nextRunAt", i.version,
  i.updated_by AS "updatedBy", i.updated_at AS "updatedAt", i.created_at AS "createdAt"`;
const JOIN = "FROM source s JOIN import_source i ON i.tenant_id = s.tenant_id AND i.source_id = s.id";

export async function findSource(db: TenantSql, sourceId: string): Promise<SourceRow | undefined> {
  const rows = await db.sql<SourceRow>(
    `SELECT ${COLUMNS} ${JOIN} WHERE s.tenant_id = $1::uuid AND s.id = $2::uuid`,
    [db.tenantId, sourceId],
  );
  return rows[0];
}

export async function findSourceByName(db: TenantSql, name: string): Promise<SourceRow | undefined> {
  const rows = await db.sql<SourceRow>(
    `SELECT ${COLUMNS} ${JOIN} WHERE s.tenant_id = $1::uuid AND lower(s.name) = lower($2)`,
    [db.tenantId, name],
  );
  return rows[0];
}

/** Two runs of one source take turns from here to the end of their transactions. */
export async function lockSource(db: TenantSql, sourceId: string): Promise<void> {
  await db.sql("SELECT pg_advisory_xact_lock(hashtext('import_run'), hashtext($1))", [
    `${db.tenantId}:${sourceId}`,
  ]);
}

/** The same for names, so that two people do not make one source twice. */
export async function lockNames(db: TenantSql): Promise<void> {
  await db.sql("SELECT pg_advisory_xact_lock(hashtext('import_source'), hashtext($1))", [db.tenantId]);
}

type SourceWrite = {
  readonly name: string;
  readonly definition: Definition;
  readonly nextRunAt: Date | undefined;
  readonly by: string;
};

export async function insertSource(
  db: TenantSql,
  row: SourceWrite & { readonly kind: SourceKind; readonly template: string | undefined },
): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    `WITH made AS (INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, $2, $3) RETURNING id) SELECT id::text FROM made`,
    [db.tenantId, row.kind, row.name],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error("the source was not inserted");
  await db.sql(
    `INSERT INTO import_source (tenant_id, source_id, definition, template, next_run_at, updated_by)
     VALUES ($1::uuid, $2::uuid, $3::text::jsonb, $4, $5::text::timestamptz, $6)`,
    [
      db.tenantId,
      id,
      JSON.stringify(row.definition),
      row.template ?? null,
      row.nextRunAt?.toISOString() ?? null,
      row.by,
    ],
  );
  return id;
}

export async function updateSource(db: TenantSql, sourceId: string, row: SourceWrite): Promise<void> {
  await db.sql("UPDATE source SET name = $3 WHERE tenant_id = $1::uuid AND id = $2::uuid", [
    db.tenantId,
    sourceId,
    row.name,
  ]);
  await db.sql(
    `UPDATE import_source SET definition = $3::text::jsonb, next_run_at = $4::text::timestamptz, updated_by = $5, updated_at = now(), version = version + 1
     WHERE tenant_id = $1::uuid AND source_id = $2::uuid`,
    [db.tenantId, sourceId, JSON.stringify(row.definition), row.nextRunAt?.toISOString() ?? null, row.by],
  );
}

export async function setEnabled(
  db: TenantSql,
  sourceId: string,
  enabled: boolean,
  nextRunAt: Date | undefined,
): Promise<void> {
  await db.sql(
    "UPDATE import_source SET enabled = $3, next_run_at = $4::text::timestamptz WHERE tenant_id = $1::uuid AND source_id = $2::uuid",
    [db.tenantId, sourceId, enabled, nextRunAt?.toISOString() ?? null],
  );
}

export async function setNextRun(db: TenantSql, sourceId: string, at: Date | undefined): Promise<void> {
  await db.sql(
    "UPDATE import_source SET next_run_at = $3::text::timestamptz WHERE tenant_id = $1::uuid AND source_id = $2::uuid",
    [db.tenantId, sourceId, at?.toISOString() ?? null],
  );
}

export async function setPruneAt(db: TenantSql, sourceId: string, at: Date): Promise<void> {
  await db.sql(
    "UPDATE import_source SET prune_at = $3::text::timestamptz WHERE tenant_id = $1::uuid AND source_id = $2::uuid",
    [db.tenantId, sourceId, at.toISOString()],
  );
}

export async function deleteSource(db: TenantSql, sourceId: string): Promise<void> {
  await db.sql("DELETE FROM source WHERE tenant_id = $1::uuid AND id = $2::uuid", [db.tenantId, sourceId]);
}

/** Sources whose time has come, of all tenants: ids only. */
export async function listDue(
  db: SystemDb,
  limit: number,
): Promise<{ tenantId: string; sourceId: string }[]> {
  return db.sql<{ tenantId: string; sourceId: string }>(
    `SELECT tenant_id::text AS "tenantId", source_id::text AS "sourceId" FROM import_source
     WHERE enabled AND next_run_at <= now() ORDER BY next_run_at LIMIT $1::int`,
    [limit],
  );
}

/** Tenants with rows that are past their time. */
export async function listPrunable(db: SystemDb, limit: number): Promise<string[]> {
  const rows = await db.sql<{ tenantId: string }>(
    `SELECT DISTINCT tenant_id::text AS "tenantId" FROM import_source WHERE prune_at <= now() LIMIT $1::int`,
    [limit],
  );
  return rows.map((row) => row.tenantId);
}
