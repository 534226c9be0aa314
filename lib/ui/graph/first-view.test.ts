import { describe, expect, it } from "vitest";
import { countOutside, firstView } from "./first-view";

const column = (index: number, rows: number) =>
  Array.from({ length: rows }, (_, row) => ({ id: `${index}-${row}`, x: index * 268, y: row * 64 }));
const wide = Array.from({ length: 7 }, (_, index) => column(index, 3)).flat();
const desk = { width: 920, height: 560 };
const phone = { width: 356, height: 400 };

describe("firstView", () => {
  it("shows the whole graph when its names can be read", () => {
    expect(firstView(wide, "5-1", desk)).toEqual({ kind: "all" });
    expect(firstView(column(0, 3), "0-0", phone)).toEqual({ kind: "all" });
  });

  it("shows where a larger one begins, without an empty margin on a desk and in the very middle of a phone", () => {
    const larger = Array.from({ length: 12 }, (_, index) => column(index, 3)).flat();
    const view = firstView(larger, "11-1", desk);
    expect(view).toMatchObject({ kind: "part", zoom: 0.7 });
    if (view.kind === "part") expect(view.x + desk.width / 0.7 / 2).toBeCloseTo(11 * 268 + 172 + 24);
    expect(firstView(larger, "11-1", phone)).toEqual({
      kind: "part",
      x: 11 * 268 + 86,
      y: 64 + 23,
      zoom: 0.7,
    });
  });
});

describe("countOutside", () => {
  it("counts what is cut by the frame or lies beyond it", () => {
    expect(countOutside(wide, [0, 0, 0.45], desk)).toBe(0);
    expect(countOutside(wide, [0, 0, 0.7], desk)).toBe(6);
    expect(countOutside(wide, [-1, 0, 0.45], desk)).toBe(3);
  });
});
