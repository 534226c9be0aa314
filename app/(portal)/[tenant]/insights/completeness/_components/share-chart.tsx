import type { CompletenessView } from "@/lib/insights";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { shareOf } from "./share";

const WIDTH = 640;
const HEIGHT = 180;
const LEFT = 44;
const BOTTOM = 20;
const TOP = 8;

/** The share over time as a line, and the same as a table for those who cannot see it. */
export function ShareChart({ history }: { readonly history: CompletenessView["history"] }) {
  const first = Date.parse(history[0]?.day ?? "");
  const span = Math.max(1, Date.parse(history.at(-1)?.day ?? "") - first);
  const points = history.map((sample) => {
    const share = shareOf(sample);
    return {
      ...sample,
      share,
      x:
        history.length === 1
          ? WIDTH - 6
          : LEFT + ((Date.parse(sample.day) - first) / span) * (WIDTH - LEFT - 6),
      y: TOP + (1 - share / 100) * (HEIGHT - TOP - BOTTOM),
    };
  });
  const last = points.at(-1);
  return (
    <figure className="px-4 pt-3 pb-2">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="h-auto w-full"
        role="img"
        aria-labelledby="share-words"
      >
        <title id="share-words">
          {last
            ? `Share of live repositories with an owned component, ${last.share} % today`
            : "No value yet"}
        </title>
        {[0, 50, 100].map((value) => {
          const y = TOP + (1 - value / 100) * (HEIGHT - TOP - BOTTOM);
          return (
            <g key={value}>
              <line x1={LEFT} x2={WIDTH} y1={y} y2={y} className="stroke-line" />
              <text x={LEFT - 6} y={y + 3.5} textAnchor="end" className="fill-ink-muted text-2xs">
                {value} %
              </text>
            </g>
          );
        })}
        <polyline
          points={points.map(({ x, y }) => `${x},${y}`).join(" ")}
          fill="none"
          strokeWidth={2}
          strokeLinejoin="round"
          className="stroke-accent"
        />
        {last ? <circle cx={last.x} cy={last.y} r={4} className="fill-accent" /> : null}
        <text x={LEFT} y={HEIGHT - 4} className="fill-ink-muted text-2xs">
          {history.length > 1 ? history[0]?.day : ""}
        </text>
        <text x={WIDTH} y={HEIGHT - 4} textAnchor="end" className="fill-ink-muted text-2xs">
          Today
        </text>
      </svg>
      {history.length === 1 ? (
        <figcaption className="text-xs text-ink-muted">
          One value a day is kept from today on; the curve grows with them.
        </figcaption>
      ) : null}
      <details className="mt-1 text-xs">
        <summary className="cursor-pointer text-ink-muted">As a table</summary>
        <Table caption="Share by day" regionClassName="max-h-64 overflow-auto">
          <TableHead>
            <TableRow>
              <TableHeader>Day</TableHeader>
              <TableHeader numeric>Owned</TableHeader>
              <TableHeader numeric>Live</TableHeader>
              <TableHeader numeric>Share</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {points.toReversed().map((point) => (
              <TableRow key={point.day}>
                <TableCell>{point.day}</TableCell>
                <TableCell numeric>{point.owned}</TableCell>
                <TableCell numeric>{point.live}</TableCell>
                <TableCell numeric>{point.share} %</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </details>
    </figure>
  );
}
