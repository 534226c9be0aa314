import { describe, expect, it } from "vitest";
import { CHART_HEIGHT, chartBars, chartLine, chartRange } from "./chart-shape";

describe("chart shape", () => {
  it("always shows zero and never has no height", () => {
    expect(chartRange([{ label: "a", value: 5 }])).toEqual({ low: 0, high: 5 });
    expect(chartRange([{ label: "a", value: 0 }])).toEqual({ low: 0, high: 1 });
  });

  it("grows bars from zero, up and down, and stays inside", () => {
    const bars = chartBars([
      { label: "a", value: 10 },
      { label: "b", value: -10 },
      { label: "c", value: 0 },
    ]);
    expect(bars.map((bar) => [bar.y, bar.height])).toEqual([
      [0, CHART_HEIGHT / 2],
      [CHART_HEIGHT / 2, CHART_HEIGHT / 2],
      [CHART_HEIGHT / 2, 1],
    ]);
  });

  it("draws one point as a flat line and none as nothing", () => {
    expect(chartLine([{ label: "a", value: 3 }])).toBe("M0.0 2.0 L320 2.0");
    expect(chartLine([])).toBe("");
  });
});
