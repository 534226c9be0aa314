import { ArrowDown, ArrowUp, ChevronsUpDown } from "lucide-react";
import Link from "next/link";
import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

export type TableProps = ComponentProps<"table"> & {
  /** Said to screen readers; also names the scroll region. */
  readonly caption: string;
  /** Makes the table a scroller of its own, e.g. "max-h-[70vh] overflow-auto". Default: the page scrolls, the head sticks to its top. */
  readonly regionClassName?: string | undefined;
};

/** A dense table with a sticky head. Put it straight into a flush `Card`. Rows are 36 px, figures tabular. */
export function Table({ caption, regionClassName, className, children, ...props }: TableProps) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={cx("relative w-full -outline-offset-2!", regionClassName ?? "max-lg:overflow-x-auto")}
    >
      <table className={cx("tabular w-full border-separate border-spacing-0 text-sm", className)} {...props}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

/** The head; holds one `TableRow` of `TableHeader`s. */
export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return <thead className={cx("sticky top-0 z-10", className)} {...props} />;
}

/** The body; holds `TableRow`s. */
export function TableBody(props: ComponentProps<"tbody">) {
  return <tbody {...props} />;
}

/** One row; `selected` tints it. */
export function TableRow({
  className,
  selected,
  ...props
}: ComponentProps<"tr"> & { readonly selected?: boolean | undefined }) {
  return (
    <tr
      data-selected={selected || undefined}
      className={cx(
        "group/row [tbody_&:last-child>td]:border-b-0 [tbody_&:hover>td]:bg-hover/60 data-selected:*:bg-selected",
        className,
      )}
      {...props}
    />
  );
}

export type TableHeaderProps = ComponentProps<"th"> & {
  /** Where a click sorts to; makes the head a link. */
  readonly sortHref?: string | undefined;
  readonly sorted?: "ascending" | "descending" | undefined;
  readonly numeric?: boolean | undefined;
};

/** A column head, sortable by link when `sortHref` is given. */
export function TableHeader({ sortHref, sorted, numeric, className, children, ...props }: TableHeaderProps) {
  return (
    <th
      scope="col"
      aria-sort={sorted}
      className={cx(
        "h-9 border-b border-line bg-surface px-3 text-left text-xs font-medium whitespace-nowrap text-ink-muted first:pl-4 last:pr-4",
        numeric && "text-right",
        className,
      )}
      {...props}
    >
      {sortHref ? (
        <Link
          href={sortHref}
          scroll={false}
          className="group/sort inline-flex items-center gap-1 rounded-sm hover:text-ink"
        >
          {children}
          <SortMark sorted={sorted} />
        </Link>
      ) : (
        children
      )}
    </th>
  );
}

function SortMark({ sorted }: { readonly sorted: TableHeaderProps["sorted"] }): ReactNode {
  if (sorted === "ascending") return <ArrowUp className="size-3.5" aria-hidden="true" />;
  if (sorted === "descending") return <ArrowDown className="size-3.5" aria-hidden="true" />;
  return (
    <ChevronsUpDown
      className="size-3.5 opacity-0 group-hover/sort:opacity-60 group-focus-visible/sort:opacity-60"
      aria-hidden="true"
    />
  );
}

/** A cell; `numeric` aligns right, `muted` is for what is secondary. */
export function TableCell({
  numeric,
  muted,
  className,
  ...props
}: ComponentProps<"td"> & { readonly numeric?: boolean | undefined; readonly muted?: boolean | undefined }) {
  return (
    <td
      className={cx(
        "h-9 border-b border-line px-3 py-1 first:pl-4 last:pr-4",
        numeric && "text-right",
        muted && "text-ink-muted",
        className,
      )}
      {...props}
    />
  );
}
