import type { TenantSql } from "@/lib/platform/db";
import { publish } from "@/lib/platform/events";
import { targetOfRelationText } from "../../model/served";
import type { MergePlan } from "./plan-merge";

const NAMED_MAX = 50;
// A notification holds 8,000 bytes with everything around it.
const NAMES_BYTES_MAX = 6_000;

/**
 * What open pages are told of a write: counts by kind and, of a small one, whom it concerns.
 *
 * `refs` are the entities that changed, `near` those they are related to: a page of another entity need not look. Without
 * both the change is too large to say, and every page looks. Pages read what they show with their own rights.
 */
export async function announceEntities(
  db: TenantSql,
  plan: Pick<MergePlan, "writes" | "orphans">,
): Promise<void> {
  if (plan.writes.length === 0 && plan.orphans.length === 0) return;
  const kinds = new Map<string, number>();
  for (const { ref } of plan.writes) {
    const kind = ref.slice(0, ref.indexOf(":"));
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  await publish(db, "catalog.entities", {
    changed: plan.writes.length,
    orphaned: plan.orphans.length,
    kinds: Object.fromEntries(kinds),
    ...whomItConcerns(plan),
  });
}

// A page knows the neighbours it shows, so relations that went are covered by `refs`; `near` says the ones that came.
function whomItConcerns({
  writes,
  orphans,
}: Pick<MergePlan, "writes" | "orphans">): { refs: string[]; near: string[] } | undefined {
  if (writes.length + orphans.length > NAMED_MAX) return undefined;
  const refs = [...writes, ...orphans].map(({ ref }) => ref);
  const targets = new Set(writes.flatMap(({ relations }) => relations.map(targetOfRelationText)));
  const names = { refs, near: [...targets].filter((ref) => !refs.includes(ref)) };
  return Buffer.byteLength(JSON.stringify(names)) <= NAMES_BYTES_MAX ? names : undefined;
}
