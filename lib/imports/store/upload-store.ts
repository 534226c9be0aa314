import type { TenantSql } from "@/lib/platform/db";

export type UploadRow = { readonly id: string; readonly name: string; readonly content: Buffer };

export async function insertUpload(
  db: TenantSql,
  row: { readonly name: string; readonly content: Uint8Array; readonly createdBy: string },
): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO import_upload (tenant_id, name, size_bytes, content, created_by) VALUES ($1::uuid, $2, $3::int, $4::bytea, $5) RETURNING id::text`,
    [db.tenantId, row.name, row.content.length, Buffer.from(row.content), row.createdBy],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error("the upload was not inserted");
  return id;
}

export async function findUpload(db: TenantSql, id: string): Promise<UploadRow | undefined> {
  const rows = await db.sql<UploadRow>(
    "SELECT id::text, name, content FROM import_upload WHERE tenant_id = $1::uuid AND id = $2::uuid",
    [db.tenantId, id],
  );
  return rows[0];
}
