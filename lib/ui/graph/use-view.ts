import type { Edge, ReactFlowInstance } from "@xyflow/react";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { NODE_HEIGHT, NODE_WIDTH } from "./lay-out";
import type { RelationFlowNode } from "./relation-node-view";

const FIT = { padding: 0.1, maxZoom: 1, minZoom: 0.05 };
const READABLE_ZOOM = 0.7;
const MARGIN = 24;

export type Flow = ReactFlowInstance<RelationFlowNode, Edge>;

/** The centre nearest to `wanted` that leaves no empty margin beside a graph from `start` to `end`. */
function within(wanted: number, start: number, end: number, view: number): number {
  if (end - start <= view) return (start + end) / 2;
  const half = view / 2 - MARGIN;
  return Math.min(Math.max(wanted, start + half), end - half);
}

async function bringIntoView(
  flow: Flow,
  nodes: readonly RelationFlowNode[],
  frame: HTMLElement,
): Promise<void> {
  const current = nodes.find((node) => node.data.current);
  await flow.fitView(FIT);
  // Fitted below this the names cannot be read (phones): show this entity and its neighbours, the rest by dragging.
  if (!current || flow.getZoom() >= READABLE_ZOOM || nodes.length > 120) return;
  const box = flow.getNodesBounds([...nodes]);
  const width = frame.clientWidth / READABLE_ZOOM;
  const height = frame.clientHeight / READABLE_ZOOM;
  const x = within(current.position.x + NODE_WIDTH / 2, box.x, box.x + box.width, width);
  const y = within(current.position.y + NODE_HEIGHT / 2, box.y, box.y + box.height, height);
  await flow.setCenter(x, y, { zoom: READABLE_ZOOM });
}

/**
 * Keeps the graph in view: fits it at first, when it is another graph, and when the frame changes its size before anybody
 * has moved it.
 */
export function useView(
  frame: RefObject<HTMLDivElement | null>,
  nodes: readonly RelationFlowNode[],
  fitKey: string,
): {
  readonly flow: Flow | undefined;
  readonly onInit: (flow: Flow) => void;
  /** the person moved the graph: it stays where it is put */
  readonly onMoved: () => void;
} {
  const [flow, setFlow] = useState<Flow>();
  const moved = useRef(false);
  const latest = useRef(nodes);
  latest.current = nodes;
  useEffect(() => {
    const element = frame.current;
    if (!flow || !element || fitKey === "") return;
    moved.current = false;
    let size = "";
    const observer = new ResizeObserver(() => {
      const next = `${element.clientWidth} ${element.clientHeight}`;
      if (next === size || moved.current) return;
      size = next;
      void bringIntoView(flow, latest.current, element);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [flow, frame, fitKey]);
  const onMoved = useCallback(() => {
    moved.current = true;
  }, []);
  return { flow, onInit: setFlow, onMoved };
}
