import type { RelationEnd } from "../served/served-catalog";

export type Edge = { readonly from: string; readonly to: string; readonly type: string };

// Of these pairs people say one direction, whichever end states it: "payments depends on ledger".
const SAID = new Set(["ownedBy", "partOf", "providesApi", "consumesApi", "dependsOn", "memberOf", "childOf"]);

/**
 * Of each pair of inverses one is drawn: of Backstage's the direction people say, of a tenant's own kinds the direction in
 * which it is stated.
 */
export function drawnEdge(ref: string, relation: RelationEnd): Edge {
  const { type, inverse, targetRef, stated } = relation;
  const forward = SAID.has(type) || (!SAID.has(inverse) && stated);
  return forward ? { from: ref, to: targetRef, type } : { from: targetRef, to: ref, type: inverse };
}
