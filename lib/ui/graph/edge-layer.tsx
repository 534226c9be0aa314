"use client";

import { ViewportPortal } from "@xyflow/react";
import { memo } from "react";
import type { RelationEdge } from "./graph-data";
import { NODE_HEIGHT, NODE_WIDTH, type Placed } from "./lay-out";

type EdgeLayerProps = {
  readonly edges: readonly RelationEdge[];
  readonly placed: readonly Placed[];
  /** the node whose edges stand out */
  readonly inHand: string | undefined;
};

type Drawn = RelationEdge & { readonly path: string };

function drawAll(edges: readonly RelationEdge[], placed: readonly Placed[]): readonly Drawn[] {
  const places = new Map(placed.map((place) => [place.id, place]));
  return edges.flatMap((edge) => {
    const [from, to] = [places.get(edge.source), places.get(edge.target)];
    if (!from || !to) return [];
    const [x1, y1] = [from.x + NODE_WIDTH, from.y + NODE_HEIGHT / 2];
    const [x2, y2] = [to.x, to.y + NODE_HEIGHT / 2];
    const bend = Math.max(40, Math.abs(x2 - x1) / 2);
    const path = [x1, y1, x1 + bend, y1, x2 - bend, y2, x2, y2].map(Math.round);
    return [{ ...edge, path: `M${path[0]} ${path[1]}C${path.slice(2).join(" ")}` }];
  });
}

/** All edges as one line: 1,400 elements of their own, each asking the store at every move, held a pan at 12 frames a second. */
export const EdgeLayer = memo(function EdgeLayer({ edges, placed, inHand }: EdgeLayerProps) {
  const drawn = drawAll(edges, placed);
  const lit = drawn.filter(({ source, target }) => source === inHand || target === inHand);
  return (
    <ViewportPortal>
      <svg
        aria-hidden="true"
        className="pointer-events-none absolute top-0 left-0 -z-10 size-px overflow-visible"
        fill="none"
      >
        <path d={drawn.map(({ path }) => path).join("")} className="stroke-line-field" />
        <path d={lit.map(({ path }) => path).join("")} className="stroke-accent" strokeWidth={2} />
      </svg>
    </ViewportPortal>
  );
});
