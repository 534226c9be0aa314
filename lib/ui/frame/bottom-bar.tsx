"use client";

import { Menu } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { cx } from "../cx";
import { isCurrent, type NavItem } from "./nav-item";

const Sheet = dynamic(() => import("../sheet").then((module) => module.Sheet), { ssr: false });

export type BottomBarProps = {
  readonly nav: readonly NavItem[];
  readonly footerNav: readonly NavItem[];
  /** The member's menu, in the sheet. */
  readonly member: ReactNode;
};

const cell =
  "flex h-14 w-full flex-col items-center justify-center gap-0.5 text-2xs -outline-offset-2! [&_svg]:size-5";

/** Below 768 px: four places and a sheet with the rest. */
export function BottomBar({ nav, footerNav, member }: BottomBarProps) {
  const pathname = usePathname();
  const [open, setOpen] = useState(false);
  useEffect(() => {
    if (pathname) setOpen(false);
  }, [pathname]);
  const first = nav.slice(0, 4);
  const rest = [...nav.slice(4), ...footerNav];
  const restCurrent = rest.some((item) => isCurrent(item, pathname));
  return (
    <nav
      aria-label="Main"
      className="fixed inset-x-0 bottom-0 z-30 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      <ul className="grid grid-cols-5">
        {first.map((item) => {
          const current = isCurrent(item, pathname);
          return (
            <li key={item.href}>
              <Link
                href={item.href}
                aria-current={current ? "page" : undefined}
                className={cx(cell, current ? "font-medium text-accent-ink" : "text-ink-muted")}
              >
                <span aria-hidden="true">{item.icon}</span>
                {item.label}
              </Link>
            </li>
          );
        })}
        <li>
          <button
            type="button"
            onClick={() => setOpen(true)}
            aria-haspopup="dialog"
            className={cx(cell, restCurrent ? "font-medium text-accent-ink" : "text-ink-muted")}
          >
            <Menu aria-hidden="true" />
            More
          </button>
        </li>
      </ul>
      {open ? (
        <Sheet title="More" side="bottom" open onOpenChange={setOpen}>
          <ul className="-mx-2 grid gap-px">
            {rest.map((item) => (
              <li key={item.href}>
                <Link
                  href={item.href}
                  aria-current={isCurrent(item, pathname) ? "page" : undefined}
                  className="flex h-11 items-center gap-3 rounded-md px-2 text-base aria-[current=page]:bg-selected [&_svg]:size-5 [&_svg]:text-ink-muted"
                >
                  <span aria-hidden="true">{item.icon}</span>
                  {item.label}
                </Link>
              </li>
            ))}
          </ul>
          <div className="mt-2 border-t border-line pt-2">{member}</div>
        </Sheet>
      ) : null}
    </nav>
  );
}
