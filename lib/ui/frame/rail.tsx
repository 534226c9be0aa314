import type { ReactNode } from "react";
import type { NavItem } from "./nav-item";
import { NavLink } from "./nav-link";
import { RailToggle } from "./rail-toggle";

export type RailProps = {
  readonly top: ReactNode;
  readonly search: ReactNode;
  readonly nav: readonly NavItem[];
  readonly footerNav: readonly NavItem[];
  readonly bottom: ReactNode;
};

/** The left rail, 240 or 56 px, from 768 px upwards. */
export function Rail({ top, search, nav, footerNav, bottom }: RailProps) {
  return (
    <div className="sticky top-0 z-30 flex h-dvh w-60 shrink-0 flex-col gap-2 border-r border-line bg-canvas p-2 group-data-[rail=narrow]/shell:w-14 max-md:hidden">
      {top}
      {search}
      <nav aria-label="Main" className="min-h-0 flex-1 group-data-[rail=full]/shell:overflow-y-auto">
        <ul className="grid gap-px group-data-[rail=narrow]/shell:px-0.5">
          {nav.map((item) => (
            <li key={item.href}>
              <NavLink item={item} />
            </li>
          ))}
        </ul>
      </nav>
      <nav aria-label="Workspace" className="grid gap-px">
        <ul className="grid gap-px group-data-[rail=narrow]/shell:px-0.5">
          {footerNav.map((item) => (
            <li key={item.href}>
              <NavLink item={item} />
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex items-center gap-1 border-t border-line pt-2 group-data-[rail=narrow]/shell:flex-col">
        <div className="min-w-0 flex-1">{bottom}</div>
        <RailToggle />
      </div>
    </div>
  );
}
