import type { TenantContext } from "@/lib/platform/context";
import { asSystem, withTenantSql } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { parseTenantId } from "@/lib/platform/types";
import { pruneRuns, startDueSource } from "./jobs";
import { queueRun } from "./start-run";
import { pruneRunRows } from "./store/run-store";
import { findSource, listDue, listPrunable } from "./store/source-store";

const AT_ONCE = 500;
const KEPT_MS = 30 * 24 * 60 * 60_000;

/** Asks for the runs that are due and for what is to be pruned, of all tenants. @returns how many runs */
export async function requestDueSources(): Promise<number> {
  const { due, prunable } = await asSystem("imports", async (db) => ({
    due: await listDue(db, AT_ONCE),
    prunable: await listPrunable(db, AT_ONCE),
  }));
  for (const { tenantId, sourceId } of due)
    await withTenantSql({ tenantId: parseTenantId(tenantId) }, (db) =>
      enqueue(db, startDueSource, { sourceId }),
    );
  for (const tenantId of prunable)
    await withTenantSql({ tenantId: parseTenantId(tenantId) }, (db) => enqueue(db, pruneRuns, {}));
  return due.length;
}

/** Starts a source's run by the clock, if it is still due. */
export async function startDue(
  ctx: TenantContext,
  { sourceId }: { readonly sourceId: string },
): Promise<void> {
  await withTenantSql(ctx, async (db) => {
    const source = await findSource(db, sourceId);
    if (!source?.enabled || !source.nextRunAt || source.nextRunAt > new Date()) return;
    await queueRun(db, ctx, { sourceId, confirmed: false, trigger: "schedule" });
  });
}

/** Forgets what keeps runs older than 30 days undoable, their rejected rows and files. Their counts stay. */
export async function pruneOldRuns(ctx: TenantContext): Promise<void> {
  await withTenantSql(ctx, (db) => pruneRunRows(db, new Date(Date.now() - KEPT_MS)));
}
