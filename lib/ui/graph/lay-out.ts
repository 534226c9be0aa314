import { Graph, layout } from "@dagrejs/dagre";

export const NODE_WIDTH = 172;
export const NODE_HEIGHT = 46;

export type Placed = { readonly id: string; readonly x: number; readonly y: number };

type Link = { readonly source: string; readonly target: string };

/** Places nodes left to right along their edges; top-left corners in px. Edges to unknown nodes are left out. */
export function layOut(ids: readonly string[], edges: readonly Link[]): readonly Placed[] {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 18, ranksep: 80, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  const known = new Set(ids);
  edges.forEach((edge, index) => {
    if (known.has(edge.source) && known.has(edge.target) && edge.source !== edge.target)
      graph.setEdge(edge.source, edge.target, {}, String(index));
  });
  layout(graph);
  return ids.map((id) => {
    const node = graph.node(id);
    return { id, x: (node.x ?? 0) - NODE_WIDTH / 2, y: (node.y ?? 0) - NODE_HEIGHT / 2 };
  });
}
