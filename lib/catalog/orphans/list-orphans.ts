import { can, requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { countOpenConflicts } from "../store/conflict-store";
import { countOrphanRows, findKeepDays, listOrphanRows, type OrphanRow } from "../store/orphan-store";

export const ORPHAN_PAGE = 50;

export type OrphanList = {
  readonly items: readonly OrphanRow[];
  readonly orphaned: number;
  readonly archived: number;
  readonly keepDays: number;
  /** restore and archive */
  readonly mayWrite: boolean;
  /** change the policy, delete for good */
  readonly mayManage: boolean;
};

/** Entities no source names any more, with who stopped naming them; archived ones apart. */
export async function listOrphans(
  ctx: TenantContext,
  input: { readonly archived: boolean; readonly page: number },
): Promise<OrphanList> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => ({
    ...(await countOrphanRows(db)),
    items: await listOrphanRows(db, {
      archived: input.archived,
      limit: ORPHAN_PAGE,
      offset: (input.page - 1) * ORPHAN_PAGE,
    }),
    keepDays: await findKeepDays(db),
    mayWrite: can(ctx, "catalog.entity.write"),
    mayManage: can(ctx, "catalog.source.manage"),
  }));
}

/** What in the catalog waits for a person, for the badges of its pages. */
export type CatalogAttention = { readonly openConflicts: number; readonly orphans: number };

export async function readAttention(ctx: TenantContext): Promise<CatalogAttention> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => ({
    openConflicts: await countOpenConflicts(db),
    orphans: (await countOrphanRows(db)).orphaned,
  }));
}
