import { listLiveRepositories } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { completenessByTeam, completenessOf } from "./completeness";
import { writeSamples } from "./store/sample-store";

/** Keeps how complete the catalog is today, for the tenant ("*") and each team. May run as often as it likes. */
export async function sampleCompleteness(ctx: TenantContext): Promise<void> {
  const repositories = await listLiveRepositories(ctx);
  if (repositories.length === 0) return;
  const whole = { team: "*", ...completenessOf(repositories) };
  await withTenantSql(ctx, (db) => writeSamples(db, [whole, ...completenessByTeam(repositories)]));
}
