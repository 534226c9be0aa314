import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { countVerdicts, listVerdictRows, type VerdictRow } from "../store/view-store";

export const REPOSITORY_PAGE = 100;

/** Every repository with its verdict, failures first: the answer to "why isn't it here?" (row C7). */
export async function listRepositories(
  ctx: TenantContext,
  input: { readonly verdict?: string | undefined; readonly q: string; readonly page: number },
): Promise<{
  items: readonly VerdictRow[];
  counts: readonly { verdict: string; count: number }[];
  total: number;
}> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const counts = await countVerdicts(db, input.q);
    const chosen =
      input.verdict === undefined ? counts : counts.filter((row) => row.verdict === input.verdict);
    return {
      items: await listVerdictRows(db, {
        verdict: input.verdict,
        q: input.q,
        limit: REPOSITORY_PAGE,
        offset: (input.page - 1) * REPOSITORY_PAGE,
      }),
      counts,
      total: chosen.reduce((sum, row) => sum + row.count, 0),
    };
  });
}
