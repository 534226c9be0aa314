import Link from "next/link";
import type { ReactNode } from "react";
import { Avatar } from "../avatar";
import type { CommandGroup } from "../command/command-item";
import { BottomBar } from "./bottom-bar";
import { KeyBindings } from "./key-bindings";
import { MemberMenu, type MemberMenuProps } from "./member-menu";
import type { NavItem } from "./nav-item";
import { Rail } from "./rail";
import { RailRoot } from "./rail-state";
import { SearchButton, SearchIconButton } from "./search-button";
import { SearchPalette } from "./search-palette";
import { type ShellTenant, TenantMenu } from "./tenant-menu";

export type AppShellProps = {
  readonly tenant: ShellTenant;
  /** All workspaces of the member, this one too. */
  readonly tenants: readonly ShellTenant[];
  readonly createTenantHref?: string | undefined;
  /** Home, Catalog, APIs, Docs …; the first four are the phone's bottom bar. */
  readonly nav: readonly NavItem[];
  /** Settings, Help. */
  readonly footerNav: readonly NavItem[];
  readonly member: MemberMenuProps;
  /** `Banner`s above the page. */
  readonly banner?: ReactNode;
  /** GET `searchEndpoint?q=…` answers `{ groups: CommandGroup[] }`. */
  readonly searchEndpoint: string;
  /** More commands for ⌘K; the places of the navigation are always there. */
  readonly commands?: readonly CommandGroup[] | undefined;
  /** The rail's remembered state: cookie `RAIL_COOKIE` is "1". */
  readonly collapsed: boolean;
  readonly children: ReactNode;
};

/** The frame of every portal page: rail or bottom bar, search, keys, banners, skip link. */
export function AppShell(props: AppShellProps) {
  const {
    tenant,
    tenants,
    nav,
    footerNav,
    member,
    banner,
    searchEndpoint,
    commands = [],
    collapsed,
    children,
  } = props;
  const places = [...nav, ...footerNav];
  const groups: readonly CommandGroup[] = [
    ...commands,
    {
      id: "places",
      title: "Go to",
      items: places.map((item) => ({
        id: item.href,
        title: item.label,
        href: item.href,
        icon: item.icon,
        keys: item.keys,
      })),
    },
  ];
  const targets = places.flatMap((item) =>
    item.keys ? [{ keys: item.keys, label: item.label, href: item.href }] : [],
  );
  return (
    <RailRoot initiallyNarrow={collapsed}>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-tip focus:px-3 focus:py-2 focus:text-sm focus:text-on-tip"
      >
        Skip to content
      </a>
      <Rail
        top={<TenantMenu tenant={tenant} tenants={tenants} createHref={props.createTenantHref} />}
        search={<SearchButton />}
        nav={nav}
        footerNav={footerNav}
        bottom={<MemberMenu {...member} />}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <header className="sticky top-0 z-20 flex h-12 items-center justify-between border-b border-line bg-canvas pr-1 pl-4 md:hidden">
          <Link
            href={tenant.href}
            className="flex min-w-0 items-center gap-2 rounded-md text-sm font-semibold"
          >
            <Avatar name={tenant.name} src={tenant.logoUrl} size={24} square />
            <span className="truncate">{tenant.name}</span>
          </Link>
          <SearchIconButton />
        </header>
        {banner}
        <main
          id="main"
          tabIndex={-1}
          className="mx-auto w-full max-w-[92rem] flex-1 px-4 pt-4 pb-24 md:px-6 md:pt-5 md:pb-12"
        >
          {children}
        </main>
      </div>
      <BottomBar nav={nav} footerNav={footerNav} member={<MemberMenu {...member} />} />
      <SearchPalette endpoint={searchEndpoint} groups={groups} tenant={tenant.slug} />
      <KeyBindings targets={targets} />
    </RailRoot>
  );
}
