import { NODE_HEIGHT, NODE_WIDTH, type Placed } from "./lay-out";

/** Share of the frame that stays free around a graph that is fitted, and the scales it may have. */
export const FIT = { padding: 0.06, maxZoom: 1, minZoom: 0.05 };
/** Below it nodes show a large name and a dot only, see RelationNodeView. */
export const DETAIL_ZOOM = 0.6;
/** The large names can be read down to here. */
const READABLE_ZOOM = 0.45;
/** Where not everything has room, what is shown is shown in full. */
const CLOSE_ZOOM = 0.7;
/** Of more nodes than this one wants the shape first, not the names. */
const SHAPE_NODES = 120;
const PHONE_WIDTH = 640;
const MARGIN = 24;

export type Size = { readonly width: number; readonly height: number };

/** Everything at once, or a part around a point in the coordinates of the layout. */
export type FirstView =
  | { readonly kind: "all" }
  | { readonly kind: "part"; readonly x: number; readonly y: number; readonly zoom: number };

/** The centre nearest to `wanted` that leaves no empty margin beside a graph from `start` to `end`. */
function within(wanted: number, start: number, end: number, view: number): number {
  if (end - start <= view) return (start + end) / 2;
  const half = view / 2 - MARGIN;
  return Math.min(Math.max(wanted, start + half), end - half);
}

/**
 * What a graph shows when it opens: all of it where the names can be read then, else where it begins and what stands around.
 * On a phone the beginning is in the middle.
 *
 * @param current - where the graph begins; a graph without a beginning is shown whole
 */
export function firstView(placed: readonly Placed[], current: string | undefined, frame: Size): FirstView {
  const root = placed.find(({ id }) => id === current);
  if (!root) return { kind: "all" };
  const [left, top] = [Math.min(...placed.map(({ x }) => x)), Math.min(...placed.map(({ y }) => y))];
  const right = Math.max(...placed.map(({ x }) => x)) + NODE_WIDTH;
  const bottom = Math.max(...placed.map(({ y }) => y)) + NODE_HEIGHT;
  const free = 1 + FIT.padding;
  const fitted = Math.min(frame.width / (right - left) / free, frame.height / (bottom - top) / free);
  if (fitted >= READABLE_ZOOM) return { kind: "all" };
  const [x, y] = [root.x + NODE_WIDTH / 2, root.y + NODE_HEIGHT / 2];
  if (frame.width < PHONE_WIDTH) return { kind: "part", x, y, zoom: CLOSE_ZOOM };
  if (placed.length > SHAPE_NODES) return { kind: "all" };
  return {
    kind: "part",
    x: within(x, left, right, frame.width / CLOSE_ZOOM),
    y: within(y, top, bottom, frame.height / CLOSE_ZOOM),
    zoom: CLOSE_ZOOM,
  };
}

/** How many nodes cannot be seen in full. */
export function countOutside(
  placed: readonly Placed[],
  [left, top, zoom]: readonly [x: number, y: number, zoom: number],
  frame: Size,
): number {
  return placed.filter(({ x, y }) => {
    const [x1, y1] = [x * zoom + left, y * zoom + top];
    return x1 < 0 || y1 < 0 || x1 + NODE_WIDTH * zoom > frame.width || y1 + NODE_HEIGHT * zoom > frame.height;
  }).length;
}
