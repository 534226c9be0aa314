import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { type DocumentedRow, listDocumentedRows } from "../store/home-store";

/** Components with documentation pages, most recently read first. */
export async function listDocumented(ctx: TenantContext, q: string): Promise<readonly DocumentedRow[]> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, (db) => listDocumentedRows(db, q.toLowerCase(), 200));
}
