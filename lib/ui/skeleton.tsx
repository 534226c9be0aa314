import { cx } from "./cx";

/** One grey bar of the shape to come; give it the real width and height. Appears after 150 ms. */
export function Skeleton({ className }: { readonly className?: string | undefined }) {
  return <span aria-hidden="true" className={cx("skeleton block h-4", className)} />;
}

const widths = ["w-40", "w-56", "w-48", "w-64", "w-44"] as const;

/** Rows of a table to come, at its row height. */
export function SkeletonRows({
  rows,
  label = "Loading",
}: {
  readonly rows: number;
  readonly label?: string | undefined;
}) {
  return (
    <div role="status" aria-label={label} className="min-w-0 overflow-hidden">
      {Array.from({ length: rows }, (_, index) => (
        <div key={index} className="flex h-9 items-center gap-3 border-b border-line px-4 last:border-b-0">
          <Skeleton className="size-4" />
          <Skeleton className={cx("h-3.5", widths[index % widths.length])} />
          <Skeleton className="ml-auto h-3.5 w-20" />
        </div>
      ))}
    </div>
  );
}

/** Lines of text to come. */
export function SkeletonText({
  lines = 3,
  label = "Loading",
}: {
  readonly lines?: number | undefined;
  readonly label?: string | undefined;
}) {
  return (
    <div role="status" aria-label={label} className="grid gap-2.5">
      {Array.from({ length: lines }, (_, index) => (
        <Skeleton key={index} className={cx("h-3.5", index === lines - 1 ? "w-2/5" : "w-full")} />
      ))}
    </div>
  );
}
