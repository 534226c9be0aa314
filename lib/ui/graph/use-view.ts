import type { Edge, ReactFlowInstance } from "@xyflow/react";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { FIT, firstView } from "./first-view";
import type { RelationFlowNode } from "./relation-node-view";

export type Flow = ReactFlowInstance<RelationFlowNode, Edge>;

async function bringIntoView(
  flow: Flow,
  nodes: readonly RelationFlowNode[],
  frame: HTMLElement,
): Promise<void> {
  const view = firstView(
    nodes.map(({ id, position }) => ({ id, ...position })),
    nodes.find((node) => node.data.current)?.id,
    { width: frame.clientWidth, height: frame.clientHeight },
  );
  if (view.kind === "all") await flow.fitView(FIT);
  else await flow.setCenter(view.x, view.y, { zoom: view.zoom });
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
