import type { GraphView } from "@/lib/catalog";
import type { RelationEdge, RelationNode } from "@/lib/ui/graph/graph-data";
import type { KindWords } from "@/lib/ui/kind-words";
import { entityPath } from "../../../_components/entity-link";
import { relationWords } from "../../../_components/relation-words";

/** The catalog's graph in the words of the drawing. */
export function graphParts(
  slug: string,
  graph: GraphView,
  { words, toggles }: { readonly words: KindWords; readonly toggles: boolean },
): { readonly nodes: readonly RelationNode[]; readonly edges: readonly RelationEdge[] } {
  return {
    nodes: graph.nodes.map((node) => ({
      id: node.ref,
      kind: node.kind,
      title: node.title,
      detail: node.type ?? words.title(node.kind),
      href: entityPath(slug, node.ref),
      hidden: node.hidden,
      ...(node.type ? { type: node.type } : {}),
      ...(node.root ? { current: true } : {}),
      ...(node.known ? {} : { missing: true }),
      ...(!toggles
        ? {}
        : node.canOpen
          ? { toggle: "open" as const }
          : node.canClose && !node.root
            ? { toggle: "close" as const }
            : {}),
    })),
    edges: graph.edges.map((edge) => ({
      source: edge.from,
      target: edge.to,
      label: relationWords(edge.type),
    })),
  };
}
