import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { openServed } from "../served/open-served";
import type { ServedCatalog } from "../served/served-catalog";
import { type Graph, type GraphSource, type WalkInput, walkGraph } from "./walk";

export type GraphView = Graph & {
  /** the roots that are in the catalog, with their titles; the others are named only */
  readonly roots: readonly { readonly ref: string; readonly title: string; readonly known: boolean }[];
  /** what the same walk finds without filters: kinds and relation types with their numbers, most first */
  readonly kinds: readonly { readonly value: string; readonly count: number }[];
  readonly relations: readonly { readonly value: string; readonly count: number }[];
};

function sourceOf(served: ServedCatalog): GraphSource {
  return {
    entity: (ref) => {
      const ordinal = served.find(ref);
      return ordinal === undefined ? undefined : served.row(ordinal);
    },
    relations: (ref) => served.relationEndsOf(ref),
  };
}

function counted(values: readonly string[]): GraphView["kinds"] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

/** The graph around some entities, from one moment of the catalog. Costs no query beyond the one that looks for news. */
export async function readGraph(ctx: TenantContext, input: WalkInput, nodesMax?: number): Promise<GraphView> {
  requirePermission(ctx, "catalog.entity.read");
  const source = sourceOf(await openServed(ctx));
  const graph = walkGraph(source, input, nodesMax);
  const filtered = input.kind.length > 0 || input.relation.length > 0;
  const whole = filtered ? walkGraph(source, { ...input, kind: [], relation: [] }, nodesMax) : graph;
  return {
    ...graph,
    roots: input.root.map((ref) => {
      const entity = source.entity(ref);
      return { ref, title: entity?.title ?? ref, known: entity !== undefined };
    }),
    kinds: counted(whole.nodes.map((node) => node.kind)),
    relations: counted(whole.edges.map((edge) => edge.type)),
  };
}
