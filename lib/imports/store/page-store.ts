import type { TenantSql } from "@/lib/platform/db";
import type { Json } from "@/lib/platform/types";
import type { PageCursor } from "../read/paging";

export type MappedRecord = { readonly row: number; readonly entity: Json };

/** Mapped records of one page, and where its read goes on. */
export type StoredPage = {
  readonly number: number;
  readonly read: string;
  readonly entities: readonly MappedRecord[];
  readonly records: number;
  readonly next: PageCursor | undefined;
};

export async function insertPage(db: TenantSql, runId: string, page: StoredPage): Promise<void> {
  await db.sql(
    `INSERT INTO import_page (tenant_id, run_id, number, read, entities, records, next)
     VALUES ($1::uuid, $2::uuid, $3::int, $4, $5, $6::int, $7::text::jsonb) ON CONFLICT DO NOTHING`,
    [
      db.tenantId,
      runId,
      page.number,
      page.read,
      JSON.stringify(page.entities),
      page.records,
      page.next ? JSON.stringify(page.next) : null,
    ],
  );
}

export type PageRow = {
  readonly number: number;
  readonly read: string;
  readonly records: number;
  readonly next: PageCursor | null;
};

/** Where a run stands: its pages without their content, in order. */
export async function listPages(db: TenantSql, runId: string): Promise<PageRow[]> {
  return db.sql<PageRow>(
    "SELECT number, read, records, next FROM import_page WHERE tenant_id = $1::uuid AND run_id = $2::uuid ORDER BY number",
    [db.tenantId, runId],
  );
}

export async function readPageEntities(
  db: TenantSql,
  runId: string,
  number: number,
): Promise<readonly MappedRecord[]> {
  const rows = await db.sql<{ entities: string }>(
    "SELECT entities FROM import_page WHERE tenant_id = $1::uuid AND run_id = $2::uuid AND number = $3::int",
    [db.tenantId, runId, number],
  );
  // Written by insertPage only.
  return rows[0] ? JSON.parse(rows[0].entities) : [];
}

export async function deletePages(db: TenantSql, runId: string): Promise<void> {
  await db.sql("DELETE FROM import_page WHERE tenant_id = $1::uuid AND run_id = $2::uuid", [
    db.tenantId,
    runId,
  ]);
}
