import type { ReactNode } from "react";

export type NavItem = {
  readonly href: string;
  readonly label: string;
  /** A lucide icon element, 16 px. */
  readonly icon: ReactNode;
  /** Key sequence that goes there: "g c". */
  readonly keys?: string | undefined;
  /** Current only on this very address (home). */
  readonly exact?: boolean | undefined;
  /** A count or a word right of the label. */
  readonly mark?: string | undefined;
};

/** True when the address is the item's or below it. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  return pathname === item.href || (item.exact !== true && pathname.startsWith(`${item.href}/`));
}
