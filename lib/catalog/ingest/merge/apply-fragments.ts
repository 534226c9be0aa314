import { type TenantSql, together } from "@/lib/platform/db";
import type { Cause, RepositoryCause } from "../../model/cause";
import type { Fragment, Layer } from "../../model/fragment";
import type { MergeInput } from "../../model/merge";
import {
  deleteFragments,
  type FragmentHead,
  type FragmentScope,
  type FragmentWrite,
  hashFragment,
  holdSource,
  listClaims,
  listFragmentHeads,
  listFragmentsByRef,
  markFragmentsStale,
  storedOrigins,
  type Touched,
  upsertFragments,
} from "../../store/fragment-store";
import { causesOf } from "./causes";
import { mergeRefs } from "./merge-refs";
import type { Drafts, MergePlan } from "./plan-merge";

export type FragmentChange = {
  readonly sourceId: string;
  /** whose earlier fragments these replace */
  readonly scope: FragmentScope;
  readonly fragments: readonly (Fragment & {
    readonly repositoryId: string | undefined;
    /** of the content as the source gave it; computed when it is not known */
    readonly hash?: string;
    /** the body's JSON, when it was made already */
    readonly text?: string | undefined;
  })[];
  /** entities of these fragments, worked out before the lock was taken; used where an entity stands on nothing else */
  readonly drafts?: Drafts | undefined;
  /** earlier keys that stay although nothing renews them */
  readonly staleKeys: readonly string[];
  /** who or what makes the change */
  readonly cause: Cause;
  /** repositories of the batch: what one of them says has that one as its cause */
  readonly repositories?: readonly RepositoryCause[];
};

/** What a change came to: entities as planned, and the source's own fragments by key. */
export type AppliedChange = MergePlan & {
  readonly createdKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly removedKeys: readonly string[];
};

const NOTHING: MergePlan = {
  writes: [],
  orphans: [],
  revisions: [],
  appeared: [],
  refused: [],
  moved: [],
  carried: [],
  superseded: [],
};

/**
 * Makes `fragments` everything the scope says, and merges the entities this touches: a handful of statements for any size.
 * The caller holds the catalog's lock. What is unchanged writes nothing.
 */
export async function applyFragments(db: TenantSql, change: FragmentChange): Promise<AppliedChange> {
  const { sourceId, scope } = change;
  const earlier = new Map(
    (await listFragmentHeads(db, sourceId, scope)).map((head) => [head.sourceKey, head]),
  );
  const given = new Map(
    change.fragments.map((fragment): [string, FragmentWrite] => [
      fragment.sourceKey,
      { ...fragment, hash: fragment.hash ?? hashFragment(fragment) },
    ]),
  );
  const kept = new Set(change.staleKeys);
  const changed = [...given.values()].filter(
    ({ sourceKey, hash }) => earlier.get(sourceKey)?.hash !== hash || earlier.get(sourceKey)?.stale,
  );
  const removed = [...earlier.values()].filter(
    ({ sourceKey }) => !given.has(sourceKey) && !kept.has(sourceKey),
  );
  const keys = {
    createdKeys: changed.filter(({ sourceKey }) => !earlier.has(sourceKey)).map((one) => one.sourceKey),
    changedKeys: changed.filter(({ sourceKey }) => earlier.has(sourceKey)).map((one) => one.sourceKey),
    removedKeys: removed.map((one) => one.sourceKey),
  };
  const renames = new Map<string, string>();
  const refs = new Set([...changed.map((fragment) => fragment.ref), ...removed.map((head) => head.ref)]);
  for (const { sourceKey, ref } of changed) {
    const before = earlier.get(sourceKey)?.ref;
    if (before === undefined || before === ref) continue;
    refs.add(before);
    renames.set(ref, before);
  }
  const touched = { sourceId, keys: [...changed, ...removed].map((one) => one.sourceKey) };
  const [contested, stored] = await together([
    contestedRefs(db, [...given.values()], changed, touched),
    listFragmentsByRef(db, [...refs], touched),
  ]);
  const others = contested.filter((ref) => !refs.has(ref));
  for (const ref of others) refs.add(ref);
  const write = () => writeFragments(db, change, changed, keys.removedKeys);
  if (refs.size === 0) {
    await write();
    return { ...NOTHING, ...keys };
  }

  const fragments = new Map([
    ...stored,
    ...(others.length > 0 ? await listFragmentsByRef(db, others, touched) : []),
  ]);
  for (const fragment of changed) {
    const input = toInput(sourceId, fragment, earlier.get(fragment.sourceKey));
    const stated = fragments.get(fragment.ref);
    if (stated) stated.push(input);
    else fragments.set(fragment.ref, [input]);
  }
  const plan = await mergeRefs(db, {
    refs: [...refs].sort(),
    fragments,
    renames,
    causes: causesOf(change, changed, removed),
    claimsMayEnd: removed.length > 0 || renames.size > 0,
    drafts: change.drafts,
    write,
  });
  return { ...plan, ...keys };
}

async function writeFragments(
  db: TenantSql,
  { sourceId, staleKeys }: FragmentChange,
  changed: readonly FragmentWrite[],
  removedKeys: readonly string[],
): Promise<void> {
  await together([
    changed.length > 0 && holdSource(db, sourceId),
    upsertFragments(db, sourceId, changed),
    markFragmentsStale(db, sourceId, staleKeys),
    deleteFragments(db, sourceId, removedKeys),
  ]);
}

/** Layers in which two sources may claim one name; a derived name gives way by itself. */
const CLAIMING: readonly Layer[] = ["declared", "imported"];

/** Refs of what was given that two fragments of one layer speak of, once the change is made. */
async function contestedRefs(
  db: TenantSql,
  given: readonly FragmentWrite[],
  changed: readonly FragmentWrite[],
  touched: Touched,
): Promise<readonly string[]> {
  const stored = await listClaims(db, [...new Set(given.map(({ ref }) => ref))], CLAIMING, touched);
  const [once, twice] = [new Set<string>(), new Set<string>()];
  for (const { ref, layer } of [...stored, ...changed.filter((one) => CLAIMING.includes(one.layer))]) {
    const claim = `${layer} ${ref}`;
    if (once.has(claim)) twice.add(ref);
    once.add(claim);
  }
  return [...twice];
}

// Just written, so it need not be read back.
function toInput(sourceId: string, fragment: FragmentWrite, before: FragmentHead | undefined): MergeInput {
  const { sourceKey, repositoryId, layer, body, source } = fragment;
  // What is new is younger than everything stored.
  const order = before?.order ?? Number.POSITIVE_INFINITY;
  return { sourceId, sourceKey, repositoryId, layer, body, source, origins: storedOrigins(fragment), order };
}
