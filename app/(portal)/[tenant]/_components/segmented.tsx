import Link from "next/link";

export type Segment = { readonly label: string; readonly href: string; readonly current: boolean };

/** A choice of few, each a link: the state is the address. */
export function Segmented({
  label,
  segments,
}: {
  readonly label: string;
  readonly segments: readonly Segment[];
}) {
  return (
    <nav aria-label={label} className="flex min-w-0 flex-wrap items-center gap-1.5 text-sm">
      <span className="text-ink-muted">{label}</span>
      <ul className="flex max-w-full overflow-x-auto rounded-md border border-line-strong bg-surface p-0.5">
        {segments.map((segment) => (
          <li key={segment.label} className="shrink-0">
            <Link
              href={segment.href}
              scroll={false}
              prefetch={false}
              aria-current={segment.current ? "true" : undefined}
              className="tabular block rounded-sm px-2 leading-6 whitespace-nowrap -outline-offset-2! hover:bg-hover aria-[current=true]:bg-selected aria-[current=true]:font-medium"
            >
              {segment.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
