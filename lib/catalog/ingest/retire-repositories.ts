import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { publishAll } from "@/lib/platform/events";
import { lockCatalog } from "../store/entity-store";
import { markRetired, replaceProblems } from "../store/ingest-store";
import { applyFragments } from "./merge/apply-fragments";
import { reportTaken } from "./merge/report-taken";

/**
 * Takes repositories out of the catalog that GitHub does not list any more. Nothing is deleted: their entities become orphans
 * with body and history, and are restored when the repository comes back. Whether a loss is believed is discovery's decision.
 */
export async function retireRepositories(
  ctx: TenantContext,
  input: { readonly sourceId: string; readonly repositoryIds: readonly string[] },
): Promise<void> {
  await withTenantSql(ctx, async (db) => {
    await lockCatalog(db);
    const retired = await markRetired(db, input.sourceId, input.repositoryIds);
    if (retired.length === 0) return;
    const ids = retired.map(({ id }) => id);
    const plan = await applyFragments(db, {
      sourceId: input.sourceId,
      scope: { kind: "repositories", ids },
      fragments: [],
      staleKeys: [],
      cause: { kind: "system", name: "discovery" },
      repositories: retired.map(({ id, fullName }) => ({ kind: "repository", id, name: fullName })),
    });
    await replaceProblems(db, ids, []);
    await reportTaken(db, plan);
    await publishAll(
      db,
      "catalog.repository",
      retired.map(({ id, name }) => ({
        repositoryId: id,
        name,
        verdict: "skipped",
        summary: `${name}: gone from GitHub`,
      })),
    );
  });
}
