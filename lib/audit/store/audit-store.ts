import type { TenantSql } from "@/lib/platform/db";

export async function insertAuditEvent(
  db: TenantSql,
  row: { actor: unknown; action: string; target: string; before: unknown; after: unknown; requestId: string },
): Promise<void> {
  await db.sql(
    `INSERT INTO audit_event (tenant_id, actor, action, target, before, after, request_id)
     VALUES ($1::uuid, $2::text::jsonb, $3, $4, $5::text::jsonb, $6::text::jsonb, $7)`,
    [
      db.tenantId,
      JSON.stringify(row.actor),
      row.action,
      row.target,
      row.before === undefined ? null : JSON.stringify(row.before),
      row.after === undefined ? null : JSON.stringify(row.after),
      row.requestId,
    ],
  );
}
