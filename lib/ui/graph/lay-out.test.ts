import { describe, expect, it } from "vitest";
import { layOut, NODE_HEIGHT, NODE_WIDTH, type Placed } from "./lay-out";
import { nextNode } from "./next-node";

const overlapping = (placed: readonly Placed[]) =>
  placed.flatMap((one, index) =>
    placed
      .slice(index + 1)
      .filter(({ x, y }) => Math.abs(one.x - x) < NODE_WIDTH && Math.abs(one.y - y) < NODE_HEIGHT)
      .map((other) => `${one.id} over ${other.id}`),
  );

describe("layOut", () => {
  it("places along the edges without overlap, cycles and strangers included", () => {
    const ids = ["a", "b", "c", "d"];
    const placed = layOut(ids, [
      { source: "a", target: "b" },
      { source: "b", target: "c" },
      { source: "c", target: "a" },
      { source: "a", target: "d" },
      { source: "a", target: "unknown" },
      { source: "a", target: "a" },
    ]);
    expect(placed.map((node) => node.id)).toEqual(ids);
    expect(overlapping(placed)).toEqual([]);
    const x = new Map(placed.map((node) => [node.id, node.x]));
    expect(x.get("a")).toBeLessThan(x.get("d") ?? 0);
    expect(x.get("b")).toBeLessThan(x.get("c") ?? 0);
  });

  it("keeps 500 nodes of one neighbour readable: columns, not one of 30,000 px", () => {
    const ids = ["team", ...Array.from({ length: 499 }, (_, i) => `c${i}`)];
    const placed = layOut(
      ids,
      ids.slice(1).map((source) => ({ source, target: "team" })),
    );
    expect(overlapping(placed)).toEqual([]);
    const tall = Math.max(...placed.map(({ y }) => y)) - Math.min(...placed.map(({ y }) => y));
    expect(tall).toBeLessThan(2_500);
  });
});

describe("nextNode", () => {
  it("walks to a related node before one that stands nearer", () => {
    const placed = [
      { id: "here", x: 0, y: 0 },
      { id: "near", x: 250, y: 10 },
      { id: "related", x: 250, y: 128 },
      { id: "below", x: 0, y: 64 },
    ];
    const links = [{ source: "here", target: "related" }];
    expect(nextNode(placed, links, "here", "ArrowRight")).toBe("related");
    expect(nextNode(placed, [], "here", "ArrowRight")).toBe("near");
    expect(nextNode(placed, links, "here", "ArrowDown")).toBe("below");
    expect(nextNode(placed, links, "here", "ArrowLeft")).toBeUndefined();
  });
});
