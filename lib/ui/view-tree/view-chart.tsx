import type { ViewTone } from "@/lib/plugin-sdk/client";
import { CHART_HEIGHT, CHART_WIDTH, chartBars, chartLine } from "./chart-shape";
import { type BlockOf, ViewEmpty, ViewTitle } from "./view-parts";

const fills: Readonly<Record<ViewTone, string>> = {
  neutral: "fill-accent",
  ok: "fill-ok-solid",
  warn: "fill-warn-solid",
  bad: "fill-bad-solid",
  info: "fill-info-solid",
};

/** A small chart of one series. The figures are there as a table for screen readers and on hover. */
export function ViewChart({ view }: { readonly view: BlockOf<"chart"> }) {
  const { points, unit } = view;
  const say = (value: number) => `${value.toLocaleString("en")}${unit ? ` ${unit}` : ""}`;
  const last = points.at(-1);
  if (points.length === 0 || last === undefined) {
    return (
      <div>
        <ViewTitle>{view.title}</ViewTitle>
        <ViewEmpty>{view.empty}</ViewEmpty>
      </div>
    );
  }
  const name = `${view.title ?? "Chart"}: ${points.length} values, last ${say(last.value)} (${last.label})`;
  return (
    <figure className="min-w-0">
      <div className="flex items-baseline justify-between gap-3">
        <ViewTitle>{view.title}</ViewTitle>
        <span className="tabular text-xs font-medium">{say(last.value)}</span>
      </div>
      <svg
        role="img"
        aria-label={name}
        viewBox={`0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`}
        preserveAspectRatio="none"
        className="h-18 w-full overflow-visible"
      >
        <line
          x1="0"
          x2={CHART_WIDTH}
          y1={CHART_HEIGHT}
          y2={CHART_HEIGHT}
          className="stroke-line-strong"
          vectorEffect="non-scaling-stroke"
        />
        {view.shape === "line" ? (
          <>
            <path
              d={`${chartLine(points)} L${CHART_WIDTH} ${CHART_HEIGHT} L0 ${CHART_HEIGHT} Z`}
              className="fill-accent opacity-10"
            />
            <path
              d={chartLine(points)}
              fill="none"
              className="stroke-accent"
              strokeWidth="1.75"
              strokeLinejoin="round"
              vectorEffect="non-scaling-stroke"
            />
          </>
        ) : (
          chartBars(points).map((bar, index) => {
            const point = points[index];
            return (
              <rect key={index} {...bar} className={fills[point?.tone ?? "neutral"]}>
                <title>{point ? `${point.label}: ${say(point.value)}` : ""}</title>
              </rect>
            );
          })
        )}
      </svg>
      <div className="mt-1 flex justify-between text-2xs text-ink-faint">
        <span>{points[0]?.label}</span>
        {points.length > 1 ? <span>{last.label}</span> : null}
      </div>
    </figure>
  );
}
