import { timeOrderedUuid } from "@/lib/platform/crypto";
import { diffEntities } from "../../model/fields";
import type { KindSet } from "../../model/kinds";
import { type FragmentPlace, isLive, type Merged, type MergeInput, mergeFragments } from "../../model/merge";
import { normaliseEntity } from "../../model/relations";
import { bodyOfServed } from "../../model/served";
import type { EntityHead, EntityWrite, RevisionWrite } from "../../store/entity-store";
import type { Causes } from "./causes";
import { draftEntity, type EntityDraft, provenanceText, unchangedText, writeOfDraft } from "./draft-entity";

export type MergePlan = {
  readonly writes: readonly EntityWrite[];
  readonly orphans: readonly EntityHead[];
  readonly revisions: readonly RevisionWrite[];
  /** refs that are in the catalog now and were not before */
  readonly appeared: readonly string[];
  /** fragments that claim a name another one has, with the winner's source */
  readonly refused: readonly {
    readonly ref: string;
    readonly fragment: MergeInput;
    readonly winner: MergeInput;
  }[];
  /** entities that go by another name now */
  readonly moved: readonly { readonly uid: string; readonly from: string; readonly to: string }[];
  /** overlays that follow their entity to its new name */
  readonly carried: readonly { readonly fragment: MergeInput; readonly ref: string }[];
  /** what kept a restored orphan alive and is not needed any more: a source names it again */
  readonly superseded: readonly MergeInput[];
};

export type MergeState = {
  /** refs whose fragments changed */
  readonly refs: readonly string[];
  readonly fragments: ReadonlyMap<string, readonly [MergeInput, ...MergeInput[]]>;
  readonly entities: readonly EntityHead[];
  /** new ref → the ref the same source key had before */
  readonly renames: ReadonlyMap<string, string>;
  readonly causes: Causes;
  /** ref → the claim an admin chose */
  readonly decisions?: ReadonlyMap<string, FragmentPlace> | undefined;
  readonly kinds: KindSet;
  readonly drafts?: Drafts | undefined;
};

/** Entities by ref as they are when nothing but the fragment just given speaks of them; worked out ahead, with these kinds. */
export type Drafts = { readonly kinds: KindSet; readonly of: ReadonlyMap<string, EntityDraft> };

type Fragments = readonly [MergeInput, ...MergeInput[]];

/**
 * Compares what the sources say now with what is stored, and says what to write. Pure but for new ids.
 *
 * A ref whose source key had another ref before takes that entity's row along, when nobody else speaks of the old ref: a
 * renamed repository keeps its identity and history.
 */
export function planMerge(state: MergeState): MergePlan {
  const entities = new Map(state.entities.map((entity) => [entity.ref, entity]));
  const moved = new Map<string, MergePlan["moved"][number]>();
  const writes: EntityWrite[] = [];
  const revisions: RevisionWrite[] = [];
  const appeared: string[] = [];
  const refused: MergePlan["refused"][number][] = [];
  const carried: MergePlan["carried"][number][] = [];
  const superseded: MergeInput[] = [];
  for (const ref of state.refs) {
    const stated = state.fragments.get(ref);
    if (!stated || !isLive(stated)) continue;
    const mover = moverTo(ref, state, entities, moved);
    const overlays = mover ? (state.fragments.get(mover.ref) ?? []) : [];
    carried.push(...overlays.map((fragment) => ({ fragment, ref })));
    const fragments: Fragments = overlays.length > 0 ? [...stated, ...overlays] : stated;
    const merged = mergeFragments(fragments, state.decisions?.get(ref));
    for (const fragment of merged.refused) {
      if (fragment.layer === "kept") superseded.push(fragment);
      else refused.push({ ref, fragment, winner: winnerOver(fragment, fragments, merged) });
    }
    if (mover) moved.set(mover.ref, { uid: mover.uid, from: mover.ref, to: ref });
    const old = entities.get(ref) ?? mover;
    const draft = draftAtHand(ref, fragments, state) ?? draftMerged(ref, merged, state.kinds);
    const next = writeOfDraft(draft, old?.uid ?? timeOrderedUuid(), old?.version ?? 1);
    if (!old || old.orphaned || mover) appeared.push(ref);
    if (!old) {
      writes.push(next);
      revisions.push({
        uid: next.uid,
        ref,
        version: 1,
        change: "created",
        cause: state.causes.of(ref, { provenance: merged.provenance, paths: ["kind"] }),
        diff: [],
      });
      continue;
    }
    const diff =
      old.etag === next.etag ? [] : diffEntities(bodyOfServed(old.served), bodyOfServed(next.served));
    if (diff.length > 0 || old.orphaned) {
      const version = old.version + 1;
      const change = old.orphaned ? "restored" : "changed";
      const cause = state.causes.of(ref, {
        provenance: merged.provenance,
        paths: diff.map(({ path }) => path),
      });
      writes.push({ ...next, version });
      revisions.push({ uid: next.uid, ref, version, change, cause, diff });
      continue;
    }
    const same = unchangedText(next, old);
    if (old.hash !== same.hash) writes.push(same);
  }
  const orphans = state.entities.filter(
    (entity) => !entity.orphaned && !moved.has(entity.ref) && !isLive(state.fragments.get(entity.ref)),
  );
  revisions.push(
    ...orphans.map(({ uid, ref, version }) => ({
      uid,
      ref,
      version: version + 1,
      change: "removed" as const,
      cause: state.causes.of(ref),
      diff: [],
    })),
  );
  return { writes, orphans, revisions, appeared, refused, moved: [...moved.values()], carried, superseded };
}

function draftAtHand(
  ref: string,
  { length }: Fragments,
  { drafts, kinds }: MergeState,
): EntityDraft | undefined {
  return length === 1 && drafts?.kinds === kinds ? drafts.of.get(ref) : undefined;
}

function draftMerged(ref: string, { body, provenance }: Merged, kinds: KindSet): EntityDraft {
  // Fragments of files and sets are in order already; an overlay's values are as somebody typed them.
  return draftEntity(ref, normaliseEntity(body), provenanceText(provenance), kinds);
}

/** The entity whose row goes along to `ref`: its source key had another ref before, and nobody else speaks of that one. */
function moverTo(
  ref: string,
  state: MergeState,
  entities: ReadonlyMap<string, EntityHead>,
  moved: ReadonlyMap<string, unknown>,
): EntityHead | undefined {
  const before = state.renames.get(ref);
  if (before === undefined || entities.has(ref) || moved.has(before)) return undefined;
  return isLive(state.fragments.get(before)) ? undefined : entities.get(before);
}

/** Who holds the name against a refused claim: the first of its layer, or what the entity stands on. */
function winnerOver(claim: MergeInput, fragments: Fragments, merged: Merged): MergeInput {
  const ofLayer = fragments.filter((one) => one.layer === claim.layer && !merged.refused.includes(one));
  return ofLayer[0] ?? merged.top;
}
