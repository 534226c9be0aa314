/** Layers a graph may have more than its neighbourhoods need: a dense one would become a line of single nodes. */
const STRETCH_MAX = 4;

export type Link = { readonly source: string; readonly target: string };

/**
 * A layer for every node, so that edges lead from a lower to a higher one where there is no cycle, and neighbours stand
 * close: each node first gets a layer beside the neighbour it is reached from, then edges within a layer push on.
 *
 * @param ids - nearest to the beginning first
 */
export function layersOf(ids: readonly string[], links: readonly Link[]): ReadonlyMap<string, number> {
  const layers = new Map<string, number>();
  const out = new Map<string, string[]>(ids.map((id) => [id, []]));
  const into = new Map<string, string[]>(ids.map((id) => [id, []]));
  for (const { source, target } of links) {
    out.get(source)?.push(target);
    into.get(target)?.push(source);
  }
  for (const start of ids) {
    if (layers.has(start)) continue;
    layers.set(start, 0);
    const queue = [start];
    for (const id of queue) {
      const layer = layers.get(id) ?? 0;
      const place = (other: string, at: number) => {
        if (layers.has(other)) return;
        layers.set(other, at);
        queue.push(other);
      };
      for (const other of out.get(id) ?? []) place(other, layer + 1);
      for (const other of into.get(id) ?? []) place(other, layer - 1);
    }
  }
  const forward = withoutCycles(ids, out);
  const last = Math.max(...layers.values()) + STRETCH_MAX;
  for (let round = 0; round <= STRETCH_MAX + layers.size; round++) {
    let moved = false;
    for (const { source, target } of forward) {
      const least = (layers.get(source) ?? 0) + 1;
      if (least > last || (layers.get(target) ?? 0) >= least) continue;
      layers.set(target, least);
      moved = true;
    }
    if (!moved) break;
  }
  return layers;
}

/** The edges but for those that close a cycle. */
function withoutCycles(ids: readonly string[], out: ReadonlyMap<string, readonly string[]>): readonly Link[] {
  const state = new Map<string, "open" | "done">();
  const kept: Link[] = [];
  for (const start of ids) {
    if (state.has(start)) continue;
    state.set(start, "open");
    const stack: { id: string; next: number }[] = [{ id: start, next: 0 }];
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const target = out.get(top.id)?.[top.next++];
      if (target === undefined) {
        state.set(top.id, "done");
        stack.pop();
      } else if (state.get(target) !== "open") {
        kept.push({ source: top.id, target });
        if (!state.has(target)) {
          state.set(target, "open");
          stack.push({ id: target, next: 0 });
        }
      }
    }
  }
  return kept;
}
