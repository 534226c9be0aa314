import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { ScrollRow } from "./scroll-row";

export type LinkTab = {
  readonly href: string;
  readonly label: string;
  readonly current: boolean;
  readonly count?: number | undefined;
  readonly icon?: ReactNode;
};

/** Tabs whose state is the URL. The caller says which one is current. */
export function LinkTabs({ tabs, label }: { readonly tabs: readonly LinkTab[]; readonly label: string }) {
  return (
    <ScrollRow label={label} at={tabs.find((tab) => tab.current)?.href} className="border-b border-line">
      <ul className="flex gap-1">
        {tabs.map((tab) => (
          <li key={tab.href} className="shrink-0">
            <Link
              href={tab.href}
              aria-current={tab.current ? "page" : undefined}
              className={cx(
                "flex h-9 items-center gap-1.5 border-b-2 border-transparent px-2.5 text-sm -outline-offset-2! [&_svg]:size-4",
                tab.current ? "border-accent font-medium text-ink" : "text-ink-muted hover:text-ink",
              )}
            >
              {tab.icon}
              {tab.label}
              {tab.count === undefined ? null : (
                <span className="tabular rounded-sm bg-sunken px-1 text-2xs text-ink-muted">
                  {tab.count.toLocaleString("en")}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </ScrollRow>
  );
}
