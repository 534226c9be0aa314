import { describe, expect, it } from "vitest";
import { layOut, NODE_HEIGHT, NODE_WIDTH } from "./lay-out";

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
    for (const one of placed) {
      for (const other of placed) {
        if (one === other) continue;
        const apart = Math.abs(one.x - other.x) >= NODE_WIDTH || Math.abs(one.y - other.y) >= NODE_HEIGHT;
        expect(apart, `${one.id} over ${other.id}`).toBe(true);
      }
    }
  });
});
