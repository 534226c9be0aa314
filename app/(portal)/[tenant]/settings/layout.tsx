import type { ReactNode } from "react";
import { loadPage } from "@/app/_server/load-page";
import { can, type Permission } from "@/lib/access";
import { SettingsNav } from "./_components/settings-nav";

type LayoutProps = { readonly children: ReactNode; readonly params: Promise<{ tenant: string }> };

const PLACES: readonly { readonly path: string; readonly label: string; readonly permission: Permission }[] =
  [
    { path: "members", label: "Members", permission: "member.read" },
    { path: "github", label: "GitHub", permission: "catalog.entity.read" },
    { path: "sources", label: "Sources", permission: "catalog.source.manage" },
    { path: "kinds", label: "Kinds and fields", permission: "catalog.entity.read" },
    { path: "plugins", label: "Plugins", permission: "plugin.read" },
    { path: "sso", label: "Single sign-on", permission: "sso.manage" },
    { path: "tokens", label: "API tokens", permission: "token.manage" },
    { path: "api", label: "API", permission: "catalog.entity.read" },
    { path: "billing", label: "Billing", permission: "billing.read" },
  ];

/** Shows the places a member may open; each page below asks for its own rights. */
export default async function SettingsLayout({ children, params }: LayoutProps) {
  const { ctx } = await loadPage({ params });
  const places = PLACES.filter((place) => can(ctx, place.permission)).map(({ path, label }) => ({
    href: `/${ctx.slug}/settings/${path}`,
    label,
  }));
  return (
    <div className="grid gap-x-8 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <SettingsNav places={places} />
      <div className="min-w-0">{children}</div>
    </div>
  );
}
