import { requirePermission } from "@/lib/access";
import { type InstallationRow, listInstallations } from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { findLatestRun, listGithubSources, type RunRow } from "../store/run-store";

export type Connection = {
  readonly sourceId: string | undefined;
  readonly installation: InstallationRow;
  readonly lastRun: RunRow | undefined;
};

/** The tenant's GitHub installations, each with its source and newest run. */
export async function listConnections(ctx: TenantContext): Promise<readonly Connection[]> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const sources = await listGithubSources(db);
    const connections: Connection[] = [];
    for (const installation of await listInstallations(db)) {
      const source = sources.find((one) => one.installationId === installation.installationId);
      // Reinstalled: a newer installation has taken its source over.
      if (!source && installation.status === "removed") continue;
      connections.push({
        sourceId: source?.id,
        installation,
        lastRun: source ? await findLatestRun(db, source.id) : undefined,
      });
    }
    return connections;
  });
}
