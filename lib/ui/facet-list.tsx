"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useId, useState } from "react";
import { cx } from "./cx";
import { usePendingAddress } from "./use-pending-address";

export type FacetValue = {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
  /** The URL with this value switched. */
  readonly href: string;
  readonly icon?: ReactNode;
};

export type FacetListProps = {
  readonly label: string;
  /** Selected first, then by count: the caller's order is kept. */
  readonly values: readonly FacetValue[];
  /** Rows before "show all"; more than this also gets a search field. */
  readonly visible?: number | undefined;
  /** Values there are in all, when the server sent only the top ones. */
  readonly total?: number | undefined;
  readonly defaultOpen?: boolean | undefined;
};

/** One facet: values with exact counts, search inside, choice in the URL. */
export function FacetList({ label, values, visible = 8, total, defaultOpen = true }: FacetListProps) {
  const [query, setQuery] = useState("");
  const [all, setAll] = useState(false);
  const id = useId();
  const wanted = query.trim().toLowerCase();
  const matching =
    wanted === "" ? values : values.filter((value) => value.label.toLowerCase().includes(wanted));
  const shown =
    all || wanted !== ""
      ? matching.slice(0, 200)
      : matching.filter((value, index) => index < visible || value.selected);
  const hidden = matching.length - shown.length;
  return (
    <details open={defaultOpen} className="group/facet border-b border-line py-2 last:border-b-0">
      <summary className="flex h-7 list-none items-center justify-between rounded-sm text-xs font-medium [&::-webkit-details-marker]:hidden">
        {label}
        <span aria-hidden="true" className="text-ink-faint transition-transform group-open/facet:rotate-90">
          ›
        </span>
      </summary>
      {values.length > visible ? (
        <div className="relative mb-1">
          <Search
            className="pointer-events-none absolute top-1.5 left-2 size-3.5 text-ink-faint"
            aria-hidden="true"
          />
          <input
            id={id}
            type="search"
            aria-label={`Search in ${label}`}
            placeholder={`Search ${(total ?? values.length).toLocaleString("en")}`}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            className="h-6.5 w-full rounded-md border border-line-strong bg-surface pr-2 pl-7 text-xs focus-visible:outline-offset-0"
          />
        </div>
      ) : null}
      <ul aria-label={label}>
        {shown.map((value) => (
          <li key={value.value}>
            <FacetRow value={value} />
          </li>
        ))}
      </ul>
      {shown.length === 0 ? (
        <p className="px-1.5 py-1 text-xs text-ink-muted">No value matches “{query}”.</p>
      ) : null}
      {hidden > 0 ? (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="mt-0.5 h-6 rounded-sm px-1.5 text-xs text-accent-ink hover:underline"
        >
          Show {hidden.toLocaleString("en")} more
        </button>
      ) : null}
    </details>
  );
}

function FacetRow({ value }: { readonly value: FacetValue }) {
  const { isOn, flip } = usePendingAddress();
  const selected = isOn(value);
  return (
    <Link
      href={value.href}
      scroll={false}
      prefetch={false}
      role="checkbox"
      aria-checked={selected}
      onNavigate={(event) => {
        event.preventDefault();
        flip(value);
      }}
      className={cx(
        "flex h-7 items-center gap-2 rounded-md px-1.5 text-sm hover:bg-hover -outline-offset-2!",
        selected ? "font-medium text-ink" : "text-ink-muted",
        value.count === 0 && !selected && "opacity-60",
      )}
    >
      <span
        aria-hidden="true"
        className={cx(
          "grid size-3.5 shrink-0 place-items-center rounded-[3px] border text-[9px] leading-none",
          selected ? "border-accent bg-accent text-on-accent" : "border-line-field",
        )}
      >
        {selected ? "✓" : ""}
      </span>
      {value.icon}
      <span className="min-w-0 flex-1 truncate" title={value.label}>
        {value.label}
      </span>
      <span className="tabular text-xs text-ink-faint">{value.count.toLocaleString("en")}</span>
    </Link>
  );
}
