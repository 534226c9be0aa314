import Link from "next/link";
import type { GraphView } from "@/lib/catalog";
import { DEPTH_MAX, DIRECTIONS, type Direction, type GraphSearch, graphQuery } from "@/lib/catalog/client";
import { Chip } from "@/lib/ui/chip";
import { Segmented } from "../../../_components/segmented";
import { RootPicker } from "./root-picker";

const DIRECTION_WORDS: Readonly<Record<Direction, string>> = {
  both: "Both ways",
  out: "What it needs",
  in: "What needs it",
};

type GraphControlsProps = {
  readonly slug: string;
  readonly base: string;
  readonly search: GraphSearch;
  readonly roots: GraphView["roots"];
};

/** Where the graph begins, how far and which way it goes, and as what it is shown. */
export function GraphControls({ slug, base, search, roots }: GraphControlsProps) {
  const to = (change: Partial<GraphSearch>) => `${base}${graphQuery({ ...search, ...change })}`;
  return (
    <div className="mb-3 grid gap-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="text-sm text-ink-muted">Begins with</span>
        {roots.map(({ ref, title }) => (
          <Chip
            key={ref}
            text={title}
            removeHref={to({ root: search.root.filter((other) => other !== ref) })}
          >
            {title}
          </Chip>
        ))}
        <RootPicker slug={slug} base={base} search={search} />
        <Link
          href={to({ whole: search.whole ? undefined : "true" })}
          scroll={false}
          role="checkbox"
          aria-checked={search.whole === "true"}
          className="flex h-7 items-center gap-1.5 rounded-md px-1.5 text-sm text-ink-muted hover:bg-hover aria-checked:text-ink"
        >
          <span
            aria-hidden="true"
            className={
              search.whole
                ? "grid size-3.5 place-items-center rounded-[3px] border border-accent bg-accent text-[9px] leading-none text-on-accent"
                : "size-3.5 rounded-[3px] border border-line-field"
            }
          >
            {search.whole ? "✓" : ""}
          </span>
          With all that belongs to it
        </Link>
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Segmented
          label="Steps"
          segments={Array.from({ length: DEPTH_MAX }, (_, index) => ({
            label: String(index + 1),
            href: to({ depth: index + 1, open: [], closed: [] }),
            current: search.depth === index + 1,
          }))}
        />
        <Segmented
          label="Direction"
          segments={DIRECTIONS.map((direction) => ({
            label: DIRECTION_WORDS[direction],
            href: to({ direction }),
            current: search.direction === direction,
          }))}
        />
        <Segmented
          label="As"
          segments={(["graph", "table"] as const).map((view) => ({
            label: view === "graph" ? "Graph" : "Table",
            href: to({ view }),
            current: search.view === view,
          }))}
        />
      </div>
    </div>
  );
}
