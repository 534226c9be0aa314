import type { TenantSql } from "@/lib/platform/db";
import { type FragmentPlace, mergeFragments } from "../model/merge";
import { type ClaimRow, isConflictOpen, listClaimRows } from "../store/conflict-store";
import { listFragmentsByRef } from "../store/fragment-store";
import { listDecisions } from "../store/trust-store";

/** Several sources claim one name: which of them count, and which say what nobody reads. */
export type Contest = {
  /** repositories and sources by name */
  readonly counts: readonly string[];
  readonly refused: readonly string[];
  /** no admin has chosen yet */
  readonly isOpen: boolean;
};

export type Standing = {
  /** places that contribute nothing to the entity */
  readonly refused: readonly FragmentPlace[];
  readonly contest: Contest | undefined;
};

const isAt = (places: readonly FragmentPlace[], { sourceId, sourceKey }: FragmentPlace) =>
  places.some((place) => place.sourceId === sourceId && place.sourceKey === sourceKey);

function toContest(claims: readonly ClaimRow[], refused: readonly FragmentPlace[], isOpen: boolean): Contest {
  const names = (rows: readonly ClaimRow[]) => [
    ...new Set(rows.map((row) => row.repository ?? `${row.sourceKind} ${row.sourceName}`)),
  ];
  return {
    counts: names(claims.filter((claim) => !isAt(refused, claim))),
    refused: names(claims.filter((claim) => isAt(refused, claim))),
    isOpen,
  };
}

/** Of an entity that one source speaks of. */
export const UNCONTESTED: Standing = { refused: [], contest: undefined };

/** How the sources that speak of one entity stand to each other, judged as the merge judges them. */
export async function readStanding(db: TenantSql, ref: string): Promise<Standing> {
  const fragments = (await listFragmentsByRef(db, [ref])).get(ref);
  if (!fragments || fragments.length < 2) return UNCONTESTED;
  const { refused } = mergeFragments(fragments, (await listDecisions(db, [ref])).get(ref));
  const claims = refused.length > 0 ? await listClaimRows(db, [ref]) : [];
  // A derived name gives way by itself: no claim, no contest.
  const layers = new Set(claims.filter((claim) => isAt(refused, claim)).map((claim) => claim.layer));
  const contested = claims.filter((claim) => layers.has(claim.layer));
  return {
    refused,
    contest: contested.length > 0 ? toContest(contested, refused, await isConflictOpen(db, ref)) : undefined,
  };
}

/** Whether what a place says is left out. */
export function isRefusedAt({ refused }: Standing, place: FragmentPlace): boolean {
  return isAt(refused, place);
}
