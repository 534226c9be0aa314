import { type FocusEvent, type KeyboardEvent, type RefObject, useCallback, useRef, useState } from "react";
import type { RelationGraphProps } from "./graph-data";
import { NODE_HEIGHT, NODE_WIDTH, type Placed } from "./lay-out";
import { type Arrow, nextNode } from "./next-node";
import type { Flow } from "./use-view";

const ARROWS: ReadonlySet<string> = new Set(["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]);
const isArrow = (key: string): key is Arrow => ARROWS.has(key);

export type Walk = {
  /** the node that has the focus or will have it when Tab comes */
  readonly active: string | undefined;
  readonly focused: boolean;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: () => void;
};

/** Walks from node to node with the arrow keys; Home leads back to the beginning, + and − show and put away neighbours. */
export function useWalk(
  frame: RefObject<HTMLDivElement | null>,
  flow: Flow | undefined,
  placed: readonly Placed[],
  { nodes, edges, onToggle }: Pick<RelationGraphProps, "nodes" | "edges" | "onToggle">,
): Walk {
  const [at, setAt] = useState<string>();
  const [focused, setFocused] = useState(false);
  const moves = useRef(0);
  const beginning = (nodes.find((node) => node.current) ?? nodes[0])?.id;
  const active = nodes.some((node) => node.id === at) ? at : beginning;

  const goTo = useCallback(
    async (id: string) => {
      const place = placed.find((node) => node.id === id);
      if (!flow || !place) return;
      const move = ++moves.current;
      setAt(id);
      // A node outside the view is not drawn, so it cannot have the focus yet.
      if (!isInView(flow, frame.current, place))
        await flow.setCenter(place.x + NODE_WIDTH / 2, place.y + NODE_HEIGHT / 2, { zoom: flow.getZoom() });
      requestAnimationFrame(() => {
        if (move !== moves.current) return;
        frame.current
          ?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)
          ?.focus({ preventScroll: true });
      });
    },
    [flow, frame, placed],
  );

  return {
    active,
    focused,
    onFocus: (event) => {
      const id = event.target.getAttribute("data-node");
      setFocused(id !== null);
      if (id !== null) setAt(id);
    },
    onBlur: () => setFocused(false),
    onKeyDown: (event) => {
      if (active === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
      const node = nodes.find(({ id }) => id === active);
      const next = isArrow(event.key)
        ? nextNode(placed, edges, active, event.key)
        : event.key === "Home"
          ? beginning
          : undefined;
      if (next !== undefined) void goTo(next);
      else if ((event.key === "+" || event.key === "-") && node?.toggle && onToggle)
        onToggle(node.id, node.toggle);
      else if (!isArrow(event.key)) return;
      event.preventDefault();
    },
  };
}

function isInView(flow: Flow, frame: HTMLElement | null, { x, y }: Placed): boolean {
  const { width, height, left, top } = frame?.getBoundingClientRect() ?? new DOMRect();
  const start = flow.flowToScreenPosition({ x, y });
  const end = flow.flowToScreenPosition({ x: x + NODE_WIDTH, y: y + NODE_HEIGHT });
  return start.x >= left && start.y >= top && end.x <= left + width && end.y <= top + height;
}
