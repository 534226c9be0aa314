import { findInstallation, type Github } from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { enqueue } from "@/lib/platform/jobs";
import { refreshRepositories } from "../jobs";
import { upsertListed } from "../store/discovery-store";
import { listGithubSources } from "../store/run-store";
import { findById } from "./list-page";

/** More at once is an organisation's reorganisation, which its next run reads anyway. */
const FOLLOWED_MAX = 20;

/**
 * Looks for repositories that one source lost among the tenant's other organisations. One that was transferred there keeps its
 * row, and with it its entities, their history and their overlays; it is read again in its new place.
 *
 * @returns the external ids that were found
 */
export async function followTransfers(
  ctx: TenantContext,
  fromSourceId: string,
  externalIds: readonly string[],
  api: Github,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  if (externalIds.length === 0) return found;
  const others = (await withTenantSql(ctx, listGithubSources)).filter((source) => source.id !== fromSourceId);
  for (const { id: sourceId, installationId } of others) {
    if (installationId === null) continue;
    const installation = await withTenantSql(ctx, (db) => findInstallation(db, installationId));
    if (installation?.status !== "active") continue;
    const client = api.installation(installationId, installation.budget);
    const asked = externalIds.filter((id) => !found.has(id)).slice(0, FOLLOWED_MAX);
    const seen = (await Promise.all(asked.map((id) => findById(client, id)))).flatMap((one) =>
      one && one.owner.toLowerCase() === installation.accountLogin.toLowerCase() ? [one] : [],
    );
    if (seen.length === 0) continue;
    await withTenantSql(ctx, async (db) => {
      await upsertListed(db, sourceId, undefined, seen);
      await enqueue(db, refreshRepositories, { sourceId, externalIds: seen.map((one) => one.external_id) });
    });
    for (const { external_id } of seen) found.add(external_id);
  }
  return found;
}
