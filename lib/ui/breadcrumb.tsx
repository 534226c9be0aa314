import Link from "next/link";

export type Crumb = { readonly label: string; readonly href?: string | undefined };

/** Where one is; the last crumb is this page and no link. */
export function Breadcrumb({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 items-center text-xs text-ink-muted">
        {crumbs.map((crumb, index) => {
          const last = index === crumbs.length - 1;
          return (
            <li
              key={`${crumb.href ?? ""}${crumb.label}`}
              className={last ? "flex min-w-0 items-center" : "flex shrink-0 items-center"}
            >
              {crumb.href && !last ? (
                <Link href={crumb.href} className="rounded-sm hover:text-ink">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current={last ? "page" : undefined} className="truncate">
                  {crumb.label}
                </span>
              )}
              {last ? null : (
                <span aria-hidden="true" className="mx-1.5 text-line-field">
                  /
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
