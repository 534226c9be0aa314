import type { TenantSql } from "@/lib/platform/db";

/** A record that did not become an entity, and why. */
export type RejectedRecord = {
  readonly read?: string | null | undefined;
  readonly row: number;
  readonly path?: string | null | undefined;
  readonly reason: string;
  readonly fix?: string | null | undefined;
  readonly ref?: string | null | undefined;
  /** as it came, cut */
  readonly record?: string | null | undefined;
};

/** Rejections kept of a run; beyond these only the count goes on. */
export const REJECTIONS_KEPT = 10_000;

/** Adds rejections after those a run has, as far as they are kept. */
export async function insertRejections(
  db: TenantSql,
  runId: string,
  rejected: readonly RejectedRecord[],
): Promise<void> {
  if (rejected.length === 0) return;
  const rows = rejected.slice(0, REJECTIONS_KEPT).map((one, index) => ({ ...one, number: index + 1 }));
  await db.sql(
    `INSERT INTO import_rejection (tenant_id, run_id, number, read, row, path, reason, fix, ref, record)
     SELECT $1::uuid, $2::uuid, r.number + h.n, r.read, r.row, r.path, r.reason, r.fix, r.ref, r.record
     FROM (SELECT coalesce(max(number), 0) AS n FROM import_rejection WHERE tenant_id = $1::uuid AND run_id = $2::uuid) h,
       json_to_recordset($3::text::json) AS r(number int, read text, row int, path text, reason text, fix text, ref text, record text)
     WHERE r.number + h.n <= $4::int`,
    // Postgres' text holds no NUL, which a customer's record may.
    [db.tenantId, runId, JSON.stringify(rows).replaceAll("\\u0000", "\\ufffd"), REJECTIONS_KEPT],
  );
}

/** Takes back the rejections of one read (mapping) or of the check (read is null): their stage begins again. */
export async function deleteCheckRejections(db: TenantSql, runId: string): Promise<void> {
  await db.sql(
    "DELETE FROM import_rejection WHERE tenant_id = $1::uuid AND run_id = $2::uuid AND path IS DISTINCT FROM 'mapping'",
    [db.tenantId, runId],
  );
}

export async function listRejectionRows(
  db: TenantSql,
  runId: string,
  page: { readonly from: number; readonly limit: number },
): Promise<RejectedRecord[]> {
  return db.sql<RejectedRecord>(
    `SELECT read, row, path, reason, fix, ref, record FROM import_rejection WHERE tenant_id = $1::uuid AND run_id = $2::uuid
     ORDER BY number OFFSET $3::int LIMIT $4::int`,
    [db.tenantId, runId, page.from, page.limit],
  );
}

/** How many there are, and how many could not be tied to an entity. */
export async function countRejections(
  db: TenantSql,
  runId: string,
): Promise<{ total: number; nameless: number }> {
  const rows = await db.sql<{ total: number; nameless: number }>(
    `SELECT count(*)::int AS total, count(*) FILTER (WHERE ref IS NULL)::int AS nameless FROM import_rejection
     WHERE tenant_id = $1::uuid AND run_id = $2::uuid`,
    [db.tenantId, runId],
  );
  return rows[0] ?? { total: 0, nameless: 0 };
}
