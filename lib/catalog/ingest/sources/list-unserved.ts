import type { TenantSql } from "@/lib/platform/db";
import { listLostClaims } from "../../store/conflict-store";
import { listRefsRemovedByHand } from "../../store/orphan-store";
import type { Rejection } from "./given-entity";

export type Unserved = Pick<Rejection, "reason" | "fix">;

/** Why a claim on a name does not count, and what to do. */
export function lostTo(ref: string, winner: string): Unserved {
  return {
    reason: `${ref} is given already by ${winner}; the first one counts`,
    fix: "Give one of the two another name, or let an admin choose on the conflicts page.",
  };
}

/**
 * What a source says and the catalog does not serve, by ref: another source has the name, or somebody took the entity out. A
 * source that says the same again would otherwise hear that all is well.
 */
export async function listUnserved(db: TenantSql, sourceId: string): Promise<ReadonlyMap<string, Unserved>> {
  const removed = await listRefsRemovedByHand(db, sourceId);
  const lost = await listLostClaims(db, sourceId);
  return new Map([
    ...removed.map((ref): [string, Unserved] => [
      ref,
      {
        reason: `${ref} was taken out of the catalog by hand, and the set says nothing new of it`,
        fix: "Restore it under Orphans, send it with a change, or leave it out.",
      },
    ]),
    ...lost.map(({ ref, winner }): [string, Unserved] => [ref, lostTo(ref, winner)]),
  ]);
}
