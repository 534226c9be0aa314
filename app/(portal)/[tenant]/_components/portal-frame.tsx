"use client";

import { BookOpen, Boxes, Braces, FolderGit2, House, Settings, Store } from "lucide-react";
import type { ReactNode } from "react";
import { AppShell } from "@/lib/ui/frame/app-shell";
import type { MemberMenuProps } from "@/lib/ui/frame/member-menu";

type PortalFrameProps = {
  readonly slug: string;
  readonly tenantName: string;
  /** all workspaces of the member, this one too */
  readonly tenants: readonly { readonly name: string; readonly slug: string }[];
  readonly member: MemberMenuProps["member"];
  readonly onSignOut: MemberMenuProps["onSignOut"];
  readonly banner: ReactNode;
  readonly collapsed: boolean;
  readonly children: ReactNode;
};

/** The portal's places in their frame. Drawn where the page is, so that its data travels and not its elements. */
export function PortalFrame({
  slug,
  tenantName,
  tenants,
  member,
  onSignOut,
  banner,
  collapsed,
  children,
}: PortalFrameProps) {
  const home = `/${slug}`;
  return (
    <AppShell
      tenant={{ name: tenantName, slug, href: home }}
      tenants={tenants.map((one) => ({ ...one, href: `/${one.slug}` }))}
      createTenantHref="/sign-up"
      nav={[
        { href: home, label: "Home", icon: <House />, keys: "g h", exact: true },
        { href: `${home}/catalog`, label: "Catalog", icon: <Boxes />, keys: "g c" },
        { href: `${home}/apis`, label: "APIs", icon: <Braces />, keys: "g a" },
        { href: `${home}/docs`, label: "Docs", icon: <BookOpen />, keys: "g d" },
        { href: `${home}/repositories`, label: "Repositories", icon: <FolderGit2 />, keys: "g r" },
        { href: `${home}/marketplace`, label: "Marketplace", icon: <Store />, keys: "g m" },
      ]}
      footerNav={[{ href: `${home}/settings`, label: "Settings", icon: <Settings />, keys: "g s" }]}
      member={{ member, onSignOut }}
      banner={banner}
      searchEndpoint={`/api/${slug}/search`}
      collapsed={collapsed}
    >
      {children}
    </AppShell>
  );
}
