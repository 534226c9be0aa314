import type { TenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { isLive, type MergeInput, mergeFragments } from "../model/merge";
import { listFragmentsByRef } from "../store/fragment-store";
import { findOverlayTarget, type OverlayTarget } from "../store/overlay-store";
import { listDecisions } from "../store/trust-store";

type Fragments = readonly [MergeInput, ...MergeInput[]];

/** An entity about to be edited: its row, what sources say of it, and the overlay on top if there is one. */
export type EditedEntity = OverlayTarget & {
  readonly stated: Fragments;
  readonly overlay: MergeInput | undefined;
  readonly merge: (overlay: MergeInput | undefined) => ReturnType<typeof mergeFragments>;
};

/** The key of an entity's overlay: by uid, so that a rename does not lose it. */
export function overlayKey(uid: string): string {
  return `overlay:${uid}`;
}

/**
 * Reads what an edit needs.
 *
 * @throws AppError not_found - no such entity; conflict - an orphan, which no source speaks of
 */
export async function readEdited(db: TenantSql, ref: string): Promise<EditedEntity> {
  const target = await findOverlayTarget(db, ref.toLowerCase());
  if (!target) throw new AppError("not_found", `There is no entity ${ref} in this catalog.`);
  const all = (await listFragmentsByRef(db, [target.ref])).get(target.ref) ?? [];
  const [first, ...rest] = all.filter((fragment) => fragment.layer !== "overlay");
  if (target.orphaned || !first || !isLive(all))
    throw new AppError(
      "conflict",
      `${target.ref} is an orphan: no source names it. Restore it before editing.`,
    );
  const decision = (await listDecisions(db, [target.ref])).get(target.ref);
  return {
    ...target,
    stated: [first, ...rest],
    overlay: all.find((fragment) => fragment.layer === "overlay"),
    merge: (overlay) => mergeFragments(overlay ? [first, ...rest, overlay] : [first, ...rest], decision),
  };
}
