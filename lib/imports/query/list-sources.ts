import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { listOverview, type OverviewRow } from "../store/overview-store";

export type SourceHealth = "ok" | "working" | "attention" | "failed" | "paused" | "never";
export type SourceView = OverviewRow & { readonly health: SourceHealth };

const KINDS = ["github", "push", "import", "processor"];
const WORKING = new Set(["queued", "running", "waiting", "receiving"]);

/** How a source is: its last run decides, then whether it waits for somebody. */
export function healthOf(row: OverviewRow): SourceHealth {
  // Only what has a schedule can have it stopped; an undone import has none.
  const isPaused = row.kind === "processor" && row.enabled === false;
  if (row.runStatus === null) return isPaused ? "paused" : "never";
  if (WORKING.has(row.runStatus)) return "working";
  if (row.runStatus === "failed") return "failed";
  if ((row.held ?? 0) > 0 || (row.rejected ?? 0) > 0) return "attention";
  return isPaused ? "paused" : "ok";
}

/** Where the catalog comes from: organisations, sets, imports and processors, each with its last run. */
export async function listSources(ctx: TenantContext): Promise<readonly SourceView[]> {
  requirePermission(ctx, "catalog.source.manage");
  const rows = await withTenantSql(ctx, (db) => listOverview(db, KINDS));
  return rows.map((row) => ({ ...row, health: healthOf(row) }));
}
