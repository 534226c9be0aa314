import type { TenantSql } from "@/lib/platform/db";
import { publish } from "@/lib/platform/events";
import type { MergePlan } from "./plan-merge";

/** Tells open pages that entities changed: counts by kind only, they read the rest with their own rights. */
export async function announceEntities(db: TenantSql, plan: MergePlan): Promise<void> {
  if (plan.writes.length === 0 && plan.orphans.length === 0) return;
  const kinds = new Map<string, number>();
  for (const { kind } of plan.writes) kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  await publish(db, "catalog.entities", {
    changed: plan.writes.length,
    orphaned: plan.orphans.length,
    kinds: Object.fromEntries(kinds),
  });
}
