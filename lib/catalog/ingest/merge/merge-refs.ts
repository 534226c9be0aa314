import { type TenantSql, together } from "@/lib/platform/db";
import { loadKinds } from "../../kinds/load-kinds";
import type { Cause } from "../../model/cause";
import type { MergeInput } from "../../model/merge";
import {
  insertRevisions,
  listEntityHeads,
  markOrphaned,
  raiseVersion,
  writeEntities,
} from "../../store/entity-store";
import { deleteFragments, listFragmentsByRef, moveFragments } from "../../store/fragment-store";
import { endUnresolved } from "../../store/ingest-store";
import { endConflicts, insertAliases, insertConflicts, listDecisions } from "../../store/trust-store";
import { announceEntities } from "./announce";
import type { Causes } from "./causes";
import { type Drafts, type MergePlan, planMerge } from "./plan-merge";

export type RefMerge = {
  readonly refs: readonly string[];
  readonly fragments: ReadonlyMap<string, readonly [MergeInput, ...MergeInput[]]>;
  readonly renames: ReadonlyMap<string, string>;
  readonly causes: Causes;
  /** fragments went away or changed their ref, so that two claims on a name may be one now */
  readonly claimsMayEnd: boolean;
  readonly drafts?: Drafts | undefined;
  /** stores the fragments; the plan is made while the database is at it */
  readonly write?: () => Promise<void>;
};

/** Layers in which two sources that name one ref are a conflict for an admin; a derived name gives way by itself. */
const CLAIMING = new Set(["declared", "imported"]);

/** Merges the fragments of these refs, writes what that changes, and keeps the list of contested names. The caller holds the lock. */
export async function mergeRefs(db: TenantSql, merge: RefMerge): Promise<MergePlan> {
  const shared = merge.refs.filter((ref) => (merge.fragments.get(ref)?.length ?? 0) > 1);
  const [entities, kinds, decisions] = await together([
    listEntityHeads(db, merge.refs),
    loadKinds(db),
    shared.length > 0 ? listDecisions(db, shared) : undefined,
  ]);
  const writing = merge.write?.();
  // A plan that fails ends the transaction; that the statement then fails too is no news.
  writing?.catch(() => undefined);
  const plan = planMerge({ ...merge, entities, kinds, decisions });
  await writing;
  if (plan.writes.length > 0 || plan.orphans.length > 0) await writePlan(db, plan);
  const contested = new Set(
    plan.refused.filter(({ fragment }) => CLAIMING.has(fragment.layer)).map(({ ref }) => ref),
  );
  if (contested.size > 0) await insertConflicts(db, [...contested]);
  if (merge.claimsMayEnd)
    await endConflicts(
      db,
      merge.refs.filter((ref) => !contested.has(ref)),
    );
  return plan;
}

/** The same for refs whose fragments did not change, but what counts among them did. */
export async function mergeAgain(db: TenantSql, refs: readonly string[], cause: Cause): Promise<MergePlan> {
  const fragments = await listFragmentsByRef(db, refs);
  return mergeRefs(db, {
    refs,
    fragments,
    renames: new Map(),
    causes: { of: () => cause },
    claimsMayEnd: true,
  });
}

async function writePlan(db: TenantSql, plan: MergePlan): Promise<void> {
  const seq = await raiseVersion(db);
  // The connection carries them out in this order; none waits for another's answer.
  await together([
    writeEntities(db, plan.writes, seq),
    markOrphaned(
      db,
      plan.orphans.map((entity) => entity.uid),
      seq,
    ),
    insertRevisions(db, plan.revisions),
    endUnresolved(db, plan.appeared),
    plan.moved.length > 0 && insertAliases(db, plan.moved),
    plan.carried.length > 0 &&
      moveFragments(
        db,
        plan.carried.map(({ fragment, ref }) => ({ ...fragment, ref })),
      ),
    ...[...new Set(plan.superseded.map((one) => one.sourceId))].map((sourceId) => {
      const keys = plan.superseded.filter((one) => one.sourceId === sourceId).map((one) => one.sourceKey);
      return deleteFragments(db, sourceId, keys);
    }),
    announceEntities(db, plan),
  ]);
}
