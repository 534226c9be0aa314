import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { listRelationRows, type RelationRow } from "../store/view-store";

export type Graph = {
  readonly nodes: readonly {
    readonly ref: string;
    readonly title: string;
    readonly kind: string;
    readonly known: boolean;
    readonly depth: number;
  }[];
  readonly edges: readonly { readonly from: string; readonly to: string; readonly type: string }[];
  /** more neighbours exist than were read */
  readonly cut: boolean;
};

// Of each pair of inverses one is drawn, in the direction people say it.
const DRAWN = new Set([
  "ownedBy",
  "partOf",
  "providesApi",
  "consumesApi",
  "dependsOn",
  "memberOf",
  "childOf",
]);

/**
 * The neighbourhood of an entity.
 *
 * @param depth - 1 to 4 steps
 * @param nodesMax - walks no further once it has this many
 */
export async function readGraph(
  ctx: TenantContext,
  ref: string,
  depth: number,
  nodesMax = 120,
): Promise<Graph> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const seen = new Map<string, { title: string; kind: string; known: boolean; depth: number }>();
    const kindOf = (other: string) => other.slice(0, Math.max(0, other.indexOf(":")));
    seen.set(ref, { title: ref.slice(ref.indexOf("/") + 1), kind: kindOf(ref), known: true, depth: 0 });
    const edges = new Map<string, { from: string; to: string; type: string }>();
    let frontier = [ref];
    let cut = false;
    for (let step = 1; step <= depth && frontier.length > 0; step++) {
      const next: string[] = [];
      for (const row of await listRelationRows(db, frontier)) {
        if (!seen.has(row.targetRef)) {
          if (seen.size >= nodesMax) {
            cut = true;
            continue;
          }
          seen.set(row.targetRef, {
            title: row.title ?? row.targetRef.slice(row.targetRef.indexOf("/") + 1),
            kind: row.kind ?? kindOf(row.targetRef),
            known: row.title !== null,
            depth: step,
          });
          next.push(row.targetRef);
        }
        addEdge(edges, row);
      }
      frontier = next;
    }
    return {
      nodes: [...seen].map(([key, node]) => ({ ref: key, ...node })),
      edges: [...edges.values()],
      cut,
    };
  });
}

function addEdge(edges: Map<string, { from: string; to: string; type: string }>, row: RelationRow): void {
  if (DRAWN.has(row.type))
    edges.set(`${row.sourceRef} ${row.type} ${row.targetRef}`, {
      from: row.sourceRef,
      to: row.targetRef,
      type: row.type,
    });
}
