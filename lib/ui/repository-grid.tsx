import { cx } from "./cx";

/** What has become of one repository. `waiting` and `reading` are before its verdict. */
export type RepositorySquareState = "waiting" | "reading" | "ingested" | "derived" | "skipped" | "failed";

export type RepositorySquare = {
  readonly id: string;
  readonly name: string;
  readonly state: RepositorySquareState;
};

export type RepositoryGridProps = {
  readonly squares: readonly RepositorySquare[];
  readonly className?: string | undefined;
};

const colours: Readonly<Record<RepositorySquareState, string>> = {
  waiting: "bg-line",
  reading: "bg-line-strong animate-pulse",
  ingested: "bg-ok-solid",
  derived: "bg-info-solid",
  skipped: "bg-line-field",
  failed: "bg-bad-solid",
};

const words: Readonly<Record<RepositorySquareState, string>> = {
  waiting: "waiting",
  reading: "being read",
  ingested: "from catalog-info.yaml",
  derived: "derived from contents",
  skipped: "skipped",
  failed: "failed",
};

const order: readonly RepositorySquareState[] = [
  "ingested",
  "derived",
  "skipped",
  "failed",
  "reading",
  "waiting",
];

/** Every repository as a small square that turns from grey to its verdict's colour; names on hover, counts as text. */
export function RepositoryGrid({ squares, className }: RepositoryGridProps) {
  const counts = order
    .map((state) => ({ state, count: squares.filter((square) => square.state === state).length }))
    .filter((entry) => entry.count > 0);
  const text = `${squares.length} repositories: ${counts.map(({ state, count }) => `${count} ${words[state]}`).join(", ")}`;
  const small = squares.length > 600;
  return (
    <div className={cx("grid gap-3", className)}>
      <div role="img" aria-label={text} className={cx("flex flex-wrap", small ? "gap-0.5" : "gap-1")}>
        {squares.map((square) => (
          <span
            key={square.id}
            title={`${square.name}: ${words[square.state]}`}
            className={cx(
              "transition-colors duration-150",
              small ? "size-2 rounded-[1.5px]" : "size-3 rounded-[2.5px]",
              colours[square.state],
            )}
          />
        ))}
      </div>
      <ul aria-hidden="true" className="tabular flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted">
        {counts.map(({ state, count }) => (
          <li key={state} className="flex items-center gap-1.5">
            <span className={cx("size-2.5 rounded-[2px]", colours[state].replace(" animate-pulse", ""))} />
            {count.toLocaleString("en")} {words[state]}
          </li>
        ))}
      </ul>
    </div>
  );
}
