"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { cx } from "./cx";

type ScrollRowProps = {
  readonly label: string;
  /** what is current; when it changes, it is brought into view */
  readonly at: string | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** Links in a row that scrolls sideways where there is no room; the current one (`aria-current`) is in view. */
export function ScrollRow({ label, at, className, children }: ScrollRowProps) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current: nav } = row;
    if (!nav || at === undefined) return;
    // Called at once too, and again when the window gets another width.
    const observer = new ResizeObserver(() => {
      const current = nav.querySelector<HTMLElement>("[aria-current]");
      if (current) nav.scrollLeft = current.offsetLeft - (nav.clientWidth - current.offsetWidth) / 2;
    });
    observer.observe(nav);
    return () => observer.disconnect();
  }, [at]);
  return (
    <nav
      ref={row}
      aria-label={label}
      className={cx("relative overflow-x-auto [scrollbar-width:none]", className)}
    >
      {children}
    </nav>
  );
}
