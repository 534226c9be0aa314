"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { cx } from "../cx";
import { KeyHint } from "../key-hint";
import { isCurrent, type NavItem } from "./nav-item";

/** One place in the rail. Its name shows beside the icon when the rail is narrow. */
export function NavLink({ item }: { readonly item: NavItem }) {
  const current = isCurrent(item, usePathname());
  return (
    <Link
      href={item.href}
      aria-current={current ? "page" : undefined}
      className={cx(
        "group/nav relative flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors [&_svg]:size-4 [&_svg]:shrink-0",
        current
          ? "bg-selected font-medium text-ink [&_svg]:text-accent-ink"
          : "text-ink-muted hover:bg-hover hover:text-ink",
      )}
    >
      <span aria-hidden="true" className="grid size-6 shrink-0 place-items-center -mx-1">
        {item.icon}
      </span>
      <span
        className={cx(
          "min-w-0 flex-1 truncate",
          "group-data-[rail=narrow]/shell:pointer-events-none group-data-[rail=narrow]/shell:absolute group-data-[rail=narrow]/shell:left-full group-data-[rail=narrow]/shell:z-50 group-data-[rail=narrow]/shell:ml-2 group-data-[rail=narrow]/shell:rounded-md group-data-[rail=narrow]/shell:bg-tip group-data-[rail=narrow]/shell:px-2 group-data-[rail=narrow]/shell:py-1 group-data-[rail=narrow]/shell:text-xs group-data-[rail=narrow]/shell:text-on-tip group-data-[rail=narrow]/shell:opacity-0 group-data-[rail=narrow]/shell:group-hover/nav:opacity-100 group-data-[rail=narrow]/shell:group-focus-visible/nav:opacity-100",
        )}
      >
        {item.label}
      </span>
      {item.mark ? (
        <span className="tabular text-xs text-ink-faint group-data-[rail=narrow]/shell:hidden">
          {item.mark}
        </span>
      ) : null}
      {item.keys ? (
        <KeyHint
          keys={item.keys}
          className="hidden group-hover/nav:group-data-[rail=full]/shell:inline-flex"
        />
      ) : null}
    </Link>
  );
}
