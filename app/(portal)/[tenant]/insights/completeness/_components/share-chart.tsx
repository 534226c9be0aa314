import type { CompletenessView } from "@/lib/insights";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { shareOf } from "./share";

const SCALE = [100, 50, 0];

/** The share over time as a line, and the same as a table for those who cannot see it. */
export function ShareChart({ history }: { readonly history: CompletenessView["history"] }) {
  const first = Date.parse(history[0]?.day ?? "");
  const span = Math.max(1, Date.parse(history.at(-1)?.day ?? "") - first);
  const points = history.map((sample) => ({
    ...sample,
    share: shareOf(sample),
    x: history.length === 1 ? 100 : ((Date.parse(sample.day) - first) / span) * 100,
  }));
  const last = points.at(-1);
  return (
    <figure className="px-4 pt-4 pb-2">
      <div
        role="img"
        aria-label={
          last ? `Share of live repositories with an owned component, ${last.share} % today` : "No value yet"
        }
        className="relative mr-2 ml-11 h-36"
      >
        {SCALE.map((value) => (
          <span
            key={value}
            className="absolute inset-x-0 border-t border-line"
            style={{ top: `${100 - value}%` }}
          >
            <span className="tabular absolute -top-2 right-full mr-2 w-9 text-right text-2xs leading-4 text-ink-muted">
              {value} %
            </span>
          </span>
        ))}
        <svg
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          className="absolute inset-0 size-full overflow-visible"
          aria-hidden="true"
        >
          <polyline
            points={points.map(({ x, share }) => `${x},${100 - share}`).join(" ")}
            fill="none"
            strokeWidth={2}
            strokeLinejoin="round"
            vectorEffect="non-scaling-stroke"
            className="stroke-accent"
          />
        </svg>
        {last ? (
          <span
            className="absolute size-2 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent"
            style={{ left: "100%", top: `${100 - last.share}%` }}
          />
        ) : null}
      </div>
      <p className="mt-1.5 ml-11 flex justify-between text-2xs text-ink-muted">
        <span>{history.length > 1 ? history[0]?.day : ""}</span>
        <span>Today</span>
      </p>
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
