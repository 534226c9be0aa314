import type { RelationEdge } from "./graph-data";
import { NODE_HEIGHT, NODE_WIDTH, type Placed } from "./lay-out";

/** All edges from one node to another: one line, and their words together. */
export type Bundle = {
  readonly from: Placed;
  readonly to: Placed;
  readonly words: string;
};

export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Where the words of a line have room; undefined where they have not. */
export type LabelledBundle = Bundle & { readonly curve: Curve; readonly box: Box | undefined };

type Point = readonly [x: number, y: number];
/** A cubic Bézier curve: start, two handles, end. */
export type Curve = readonly [Point, Point, Point, Point];

/** 10 px sans: wider than the average letter, so that a box is never narrower than its words. */
const LETTER_WIDTH = 6;
const LABEL_HEIGHT = 14;
const GAP = 2;
/** Where on its line a label is tried, the middle first. */
const PLACES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82];
const ARROW = 5;

/** The edges that have both ends, those between the same two nodes together; in the order of the edges. */
export function bundlesOf(edges: readonly RelationEdge[], placed: readonly Placed[]): readonly Bundle[] {
  const places = new Map(placed.map((place) => [place.id, place]));
  const bundles = new Map<string, { from: Placed; to: Placed; words: Set<string> }>();
  for (const { source, target, label } of edges) {
    const [from, to] = [places.get(source), places.get(target)];
    if (!from || !to) continue;
    const key = JSON.stringify([source, target]);
    const known = bundles.get(key);
    if (known) known.words.add(label);
    else bundles.set(key, { from, to, words: new Set([label]) });
  }
  return [...bundles.values()].map(({ from, to, words }) => ({ from, to, words: [...words].join(", ") }));
}

function curveOf({ from, to }: Bundle): Curve {
  const [x1, y1] = [from.x + NODE_WIDTH, from.y + NODE_HEIGHT / 2];
  const [x2, y2] = [to.x - ARROW, to.y + NODE_HEIGHT / 2];
  const bend = Math.max(40, Math.abs(x2 - x1) / 2);
  return [
    [x1, y1],
    [x1 + bend, y1],
    [x2 - bend, y2],
    [x2, y2],
  ];
}

function pointAt([a, b, c, d]: Curve, t: number): Point {
  const s = 1 - t;
  const at = (axis: 0 | 1) =>
    s ** 3 * a[axis] + 3 * s * s * t * b[axis] + 3 * s * t * t * c[axis] + t ** 3 * d[axis];
  return [at(0), at(1)];
}

export function overlap(one: Box, other: Box, gap = 0): boolean {
  return (
    one.x < other.x + other.width + gap &&
    other.x < one.x + one.width + gap &&
    one.y < other.y + other.height + gap &&
    other.y < one.y + one.height + gap
  );
}

/**
 * Puts the words of each line on it where they cover neither a node nor other words, the middle first. Words without such a
 * place get none: half a label tells less than the title of the line.
 *
 * @param inside - the picture; words do not leave it
 */
export function placeLabels(
  bundles: readonly Bundle[],
  placed: readonly Placed[],
  inside: Box,
): readonly LabelledBundle[] {
  const taken: Box[] = placed.map(({ x, y }) => ({ x, y, width: NODE_WIDTH, height: NODE_HEIGHT }));
  return bundles.map((bundle) => {
    const curve = curveOf(bundle);
    const width = [...bundle.words].length * LETTER_WIDTH + 6;
    const box = PLACES.map((t): Box => {
      const [x, y] = pointAt(curve, t);
      return { x: x - width / 2, y: y - LABEL_HEIGHT / 2, width, height: LABEL_HEIGHT };
    }).find(
      (one) =>
        one.x >= inside.x &&
        one.x + width <= inside.x + inside.width &&
        !taken.some((other) => overlap(one, other, GAP)),
    );
    if (box) taken.push(box);
    return { ...bundle, curve, box };
  });
}
