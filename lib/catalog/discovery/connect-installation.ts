import { requirePermission } from "@/lib/access";
import { bindInstallation, type ProvenInstallation } from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { readOnboarding, saveOnboarding } from "@/lib/tenancy";
import { upsertGithubSource } from "../store/run-store";
import { startRun } from "./start-run";

/**
 * Makes a proven installation a source of the catalog and starts its first run.
 *
 * @returns the run to watch
 * @throws AppError forbidden - without catalog.source.manage; conflict - another portal holds the installation
 */
export async function connectInstallation(
  ctx: TenantContext,
  proven: ProvenInstallation,
): Promise<{ readonly runId: string }> {
  requirePermission(ctx, "catalog.source.manage");
  return withTenantSql(ctx, async (db) => {
    await bindInstallation(db, ctx, proven);
    const sourceId = await upsertGithubSource(db, proven.facts.accountLogin, proven.facts.installationId);
    const runId = await startRun(db, sourceId, "install");
    if ((await readOnboarding(db)).step !== "done") await saveOnboarding(db, { step: "ingesting", runId });
    return { runId };
  });
}
