"use client";

import {
  Background,
  BackgroundVariant,
  Controls,
  type Edge,
  MarkerType,
  ReactFlow,
  type ReactFlowInstance,
} from "@xyflow/react";
import { useTheme } from "next-themes";
import { useMemo, useRef } from "react";
import { layOut, NODE_HEIGHT, NODE_WIDTH } from "./lay-out";
import type { RelationGraphProps } from "./relation-graph-data";
import { type RelationFlowNode, RelationNodeView } from "./relation-node-view";

const FIT = { padding: 0.1, maxZoom: 1 };
const READABLE_ZOOM = 0.7;
const MARGIN = 24;
const nodeTypes = { relation: RelationNodeView };

/** The centre nearest to `wanted` that leaves no empty margin beside a graph from `start` to `end`. */
function within(wanted: number, start: number, end: number, view: number): number {
  if (end - start <= view) return (start + end) / 2;
  const half = view / 2 - MARGIN;
  return Math.min(Math.max(wanted, start + half), end - half);
}

/** The lazy half of `RelationGraph`. */
export function RelationCanvas({ nodes, edges }: RelationGraphProps) {
  const { resolvedTheme } = useTheme();
  const frame = useRef<HTMLDivElement>(null);
  const placed = useMemo<RelationFlowNode[]>(() => {
    const byId = new Map(nodes.map((node) => [node.id, node]));
    return layOut([...byId.keys()], edges).flatMap(({ id, x, y }) => {
      const data = byId.get(id);
      return data
        ? [
            {
              id,
              type: "relation" as const,
              position: { x, y },
              width: NODE_WIDTH,
              height: NODE_HEIGHT,
              data,
            },
          ]
        : [];
    });
  }, [nodes, edges]);
  const drawn = useMemo<Edge[]>(
    () =>
      edges.map((edge, index) => ({
        id: `${index}`,
        source: edge.source,
        target: edge.target,
        label: edge.label,
        focusable: false,
        markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: "var(--line-field)" },
      })),
    [edges],
  );
  async function start(flow: ReactFlowInstance<RelationFlowNode, Edge>) {
    await flow.fitView(FIT);
    const current = placed.find((node) => node.data.current);
    // Fitted below this the names cannot be read (phones): show this entity and its neighbours, the rest by dragging.
    if (!current || flow.getZoom() >= READABLE_ZOOM) return;
    const box = flow.getNodesBounds(placed);
    const width = (frame.current?.clientWidth ?? 0) / READABLE_ZOOM;
    const height = (frame.current?.clientHeight ?? 0) / READABLE_ZOOM;
    const x = within(current.position.x + NODE_WIDTH / 2, box.x, box.x + box.width, width);
    const y = within(current.position.y + NODE_HEIGHT / 2, box.y, box.y + box.height, height);
    await flow.setCenter(x, y, { zoom: READABLE_ZOOM });
  }

  return (
    <ReactFlow
      ref={frame}
      nodes={placed}
      edges={drawn}
      nodeTypes={nodeTypes}
      colorMode={resolvedTheme === "dark" ? "dark" : "light"}
      attributionPosition="bottom-left"
      minZoom={0.2}
      maxZoom={1.6}
      nodesDraggable={false}
      nodesConnectable={false}
      nodesFocusable={false}
      edgesFocusable={false}
      elementsSelectable={false}
      zoomOnScroll={false}
      preventScrolling={false}
      onInit={start}
    >
      <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
      <Controls showInteractive={false} position="bottom-right" />
    </ReactFlow>
  );
}
