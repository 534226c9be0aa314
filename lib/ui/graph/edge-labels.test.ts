import { describe, expect, it } from "vitest";
import { bundlesOf, overlap, placeLabels } from "./edge-labels";
import { layOut, NODE_HEIGHT, NODE_WIDTH } from "./lay-out";

// The neighbourhood of a system as it is: three layers and more, every part owned by one of two teams.
const parts = Array.from({ length: 9 }, (_, index) => `part${index}`);
const ids = ["system", "team-a", "team-b", "domain", "api", ...parts];
const edges = [
  ...parts.flatMap((source, index) => [
    { source, target: "system", label: "Part of" },
    { source, target: index % 2 ? "team-a" : "team-b", label: "Owned by" },
    { source, target: parts[index + 2] ?? "api", label: "Depends on" },
    { source, target: parts[index + 2] ?? "api", label: "Consumes APIs" },
  ]),
  { source: "system", target: "domain", label: "Part of" },
  { source: "domain", target: "team-a", label: "Owned by" },
  { source: "team-a", target: "team-b", label: "Parent" },
  { source: "team-b", target: "system", label: "Owned by" },
  { source: "system", target: "nowhere", label: "Depends on" },
];
const placed = layOut(ids, edges);
const everywhere = { x: -10_000, y: -10_000, width: 20_000, height: 20_000 };
const draw = () => placeLabels(bundlesOf(edges, placed), placed, everywhere);

describe("placeLabels", () => {
  it("covers neither other words nor a node", () => {
    const boxes = draw().flatMap(({ box }) => box ?? []);
    expect(boxes.length).toBeGreaterThan(10);
    const nodes = placed.map(({ x, y }) => ({ x, y, width: NODE_WIDTH, height: NODE_HEIGHT }));
    boxes.forEach((box, index) => {
      expect([...boxes.slice(index + 1), ...nodes].filter((other) => overlap(box, other))).toEqual([]);
    });
  });

  it("draws the same again, and does not leave the picture", () => {
    expect(draw()).toEqual(draw());
    const narrow = { ...everywhere, x: 0, width: 400 };
    for (const { box } of placeLabels(bundlesOf(edges, placed), placed, narrow))
      if (box) expect(box.x >= 0 && box.x + box.width <= 400).toBe(true);
  });
});

describe("bundlesOf", () => {
  it("says the words of edges between the same two nodes together, each once", () => {
    const words = bundlesOf([...edges, ...edges], placed)
      .filter(({ from, to }) => from.id === "part0" && to.id === "part2")
      .map((bundle) => bundle.words);
    expect(words).toEqual(["Depends on, Consumes APIs"]);
  });
});
