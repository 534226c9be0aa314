import type { Placed } from "./lay-out";
import type { Link } from "./layers";

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown";

/** How much nearer a related node counts than one that only stands there. */
const RELATED = 0.35;
const ASIDE = 2.2;

/** Where an arrow key leads from a node: to what it is related to in that direction if there is any near, else to what stands there. */
export function nextNode(
  placed: readonly Placed[],
  links: readonly Link[],
  from: string,
  arrow: Arrow,
): string | undefined {
  const here = placed.find(({ id }) => id === from);
  if (!here) return placed[0]?.id;
  const related = new Set(
    links.flatMap(({ source, target }) => (source === from ? [target] : target === from ? [source] : [])),
  );
  const across = arrow === "ArrowLeft" || arrow === "ArrowRight";
  const sign = arrow === "ArrowRight" || arrow === "ArrowDown" ? 1 : -1;
  let best: { id: string; cost: number } | undefined;
  for (const { id, x, y } of placed) {
    const along = sign * (across ? x - here.x : y - here.y);
    const aside = Math.abs(across ? y - here.y : x - here.x);
    if (id === from || along <= 1) continue;
    const cost = (along + ASIDE * aside) * (across && related.has(id) ? RELATED : 1);
    if (!best || cost < best.cost) best = { id, cost };
  }
  return best?.id;
}
