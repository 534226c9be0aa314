import { z } from "zod";
import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { queueRun, type StartedRun } from "./start-run";
import { setEnabled } from "./store/source-store";

export const removeSourceInput = z.strictObject({ sourceId: z.uuid() });

/** Forgets a source: what only it said leaves the catalog (as orphans, with their history), then its definition, secrets and runs go. */
export async function removeSource(
  ctx: TenantContext,
  { sourceId }: z.infer<typeof removeSourceInput>,
): Promise<StartedRun> {
  requirePermission(ctx, "catalog.source.manage");
  return withTenantSql(ctx, async (db) => {
    await setEnabled(db, sourceId, false, undefined);
    return queueRun(db, ctx, { sourceId, confirmed: true, trigger: "remove" });
  });
}
