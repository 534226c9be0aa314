"use client";

import { Background, BackgroundVariant, Controls, type Edge, MarkerType, ReactFlow } from "@xyflow/react";
import { useTheme } from "next-themes";
import { useMemo, useRef, useState } from "react";
import { EdgeLayer } from "./edge-layer";
import { FIT } from "./first-view";
import type { RelationEdge, RelationGraphProps } from "./graph-data";
import { layOut, NODE_HEIGHT, NODE_WIDTH } from "./lay-out";
import { OutsideNote } from "./outside-note";
import { type RelationFlowNode, RelationNodeView } from "./relation-node-view";
import { useView } from "./use-view";
import { useWalk } from "./use-walk";

const nodeTypes = { relation: RelationNodeView };
/** More words than this are a thicket; beyond it only those of the node in hand are shown. */
const LABELS_MAX = 40;
/** More edges than this are drawn together, see EdgeLayer. */
const EDGES_APART_MAX = 250;
const NO_EDGES: Edge[] = [];
const arrow = (color: string) => ({ type: MarkerType.ArrowClosed, width: 14, height: 14, color });
const QUIET = arrow("var(--line-field)");
const LIT = arrow("var(--accent)");

/** The lazy half of `RelationGraph`. */
export function RelationCanvas({ nodes, edges, fitKey = "", wheel = false, onToggle }: RelationGraphProps) {
  const { resolvedTheme } = useTheme();
  const frame = useRef<HTMLDivElement>(null);
  const [hovered, setHovered] = useState<string>();
  const placed = useMemo(
    () =>
      layOut(
        nodes.map((node) => node.id),
        edges,
      ),
    [nodes, edges],
  );
  const still = useMemo(() => toFlowNodes(nodes, placed, onToggle), [nodes, placed, onToggle]);
  const { flow, onInit, onMoved } = useView(frame, still, `fit ${fitKey}`);
  const walk = useWalk(frame, flow, placed, { nodes, edges, onToggle });
  const drawn = useMemo(
    () =>
      still.map((node) =>
        node.id === walk.active ? { ...node, data: { ...node.data, reachable: true } } : node,
      ),
    [still, walk.active],
  );
  const quiet = useMemo(() => edges.map((edge, index) => toFlowEdge(edge, index, edges.length)), [edges]);
  const together = edges.length > EDGES_APART_MAX;
  const inHand = hovered ?? (walk.focused ? walk.active : undefined);
  const lines = useMemo(
    () => (inHand === undefined ? quiet : lit(quiet, edges, inHand)),
    [quiet, edges, inHand],
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the links inside; the frame only listens
    <div
      ref={frame}
      className="size-full"
      onKeyDown={walk.onKeyDown}
      onFocus={walk.onFocus}
      onBlur={walk.onBlur}
    >
      <ReactFlow
        nodes={drawn}
        edges={together ? NO_EDGES : lines}
        nodeTypes={nodeTypes}
        colorMode={resolvedTheme === "dark" ? "dark" : "light"}
        attributionPosition="bottom-left"
        minZoom={0.05}
        maxZoom={1.6}
        onlyRenderVisibleElements
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        zoomOnScroll={wheel}
        preventScrolling={wheel}
        onInit={onInit}
        onMoveStart={(event) => {
          if (event) onMoved();
        }}
        onNodeMouseEnter={(_, node) => setHovered(node.id)}
        onNodeMouseLeave={() => setHovered(undefined)}
      >
        {together ? <EdgeLayer edges={edges} placed={placed} inHand={inHand} /> : null}
        <Background variant={BackgroundVariant.Dots} gap={20} size={1} />
        <OutsideNote placed={placed} onMoved={onMoved} />
        <Controls fitViewOptions={FIT} showInteractive={false} position="bottom-right" />
      </ReactFlow>
    </div>
  );
}

function toFlowNodes(
  nodes: RelationGraphProps["nodes"],
  placed: ReturnType<typeof layOut>,
  onToggle: RelationGraphProps["onToggle"],
): readonly RelationFlowNode[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  return placed.flatMap(({ id, x, y }) => {
    const node = byId.get(id);
    return node
      ? [
          {
            id,
            type: "relation" as const,
            position: { x, y },
            width: NODE_WIDTH,
            height: NODE_HEIGHT,
            data: { ...node, reachable: false, onToggle },
          },
        ]
      : [];
  });
}

function toFlowEdge(edge: RelationEdge, index: number, count: number): Edge {
  return {
    id: `${index}`,
    source: edge.source,
    target: edge.target,
    label: count <= LABELS_MAX ? edge.label : undefined,
    focusable: false,
    markerEnd: QUIET,
  };
}

/** The lines of one node with their words, above the others. */
function lit(lines: readonly Edge[], edges: readonly RelationEdge[], id: string): Edge[] {
  return lines.map((line, index) =>
    line.source === id || line.target === id
      ? { ...line, label: edges[index]?.label, className: "lit", zIndex: 1, markerEnd: LIT }
      : line,
  );
}
