export type ChartPoint = { readonly label: string; readonly value: number };
export type ChartMark = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export const CHART_WIDTH = 320;
export const CHART_HEIGHT = 72;

/** The scale: always shows zero, never has no height. */
export function chartRange(points: readonly ChartPoint[]): { readonly low: number; readonly high: number } {
  const values = points.map((point) => point.value);
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  return { low, high: high === low ? low + 1 : high };
}

/** One bar per point, grown from zero, in the chart's own units; at least 1 high so that a zero is seen. */
export function chartBars(points: readonly ChartPoint[]): readonly ChartMark[] {
  const { low, high } = chartRange(points);
  const step = CHART_WIDTH / Math.max(1, points.length);
  const gap = Math.min(4, step * 0.25);
  const yOf = (value: number) => CHART_HEIGHT - ((value - low) / (high - low)) * CHART_HEIGHT;
  return points.map((point, index) => {
    const top = Math.min(yOf(point.value), yOf(0));
    const height = Math.max(1, Math.abs(yOf(point.value) - yOf(0)));
    return {
      x: index * step + gap / 2,
      y: Math.min(top, CHART_HEIGHT - 1),
      width: Math.min(step - gap, 36),
      height,
    };
  });
}

/** The SVG path of a line through the points, left to right; one point is a flat line. */
export function chartLine(points: readonly ChartPoint[]): string {
  const { low, high } = chartRange(points);
  const last = Math.max(1, points.length - 1);
  const spots = points.map((point, index) => {
    const x = (index / last) * CHART_WIDTH;
    const y = 2 + (1 - (point.value - low) / (high - low)) * (CHART_HEIGHT - 4);
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  const first = spots[0];
  if (first === undefined) return "";
  const only = spots.length === 1 ? ` L${CHART_WIDTH} ${first.split(" ")[1] ?? "0"}` : "";
  return `M${spots.join(" L")}${only}`;
}
