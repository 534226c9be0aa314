import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { writeLocationEntities } from "../locations/write-location-entities";
import { listLocationIds } from "../store/location-store";
import { findSource, listGithubSources } from "../store/run-store";
import { startRun } from "./start-run";

/**
 * "Read again": a run of one source now. While one is under way it is that one.
 *
 * @throws AppError forbidden - without catalog.source.manage; not_found - no such source here
 */
export async function readAgain(
  ctx: TenantContext,
  input: { readonly sourceId: string },
): Promise<{ readonly runId: string }> {
  requirePermission(ctx, "catalog.source.manage");
  return withTenantSql(ctx, async (db) => {
    const source = await findSource(db, input.sourceId);
    if (source?.installationId == null) throw new AppError("not_found", "There is no such GitHub source.");
    const runId = await startRun(db, source.id, "person");
    await recordAudit(db, ctx, { action: "catalog.source.read", target: source.name, after: { runId } });
    return { runId };
  });
}

/**
 * The nightly truth: a run of each GitHub source of the tenant, and the entities of its registered locations as they should be.
 * Webhooks are hints, this is what heals a lost one.
 */
export async function reconcileSources(ctx: TenantContext): Promise<void> {
  await withTenantSql(ctx, async (db) => {
    await writeLocationEntities(db, await listLocationIds(db), { kind: "system", name: "reconciliation" });
    for (const source of await listGithubSources(db)) await startRun(db, source.id, "schedule");
  });
}
