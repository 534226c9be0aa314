import { BookOpen, Boxes, Braces, FolderGit2, House, Settings, Store } from "lucide-react";
import { cookies } from "next/headers";
import { after } from "next/server";
import type { ReactNode } from "react";
import { loadVisit } from "@/app/_server/context";
import { loadPage } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { prepareSearch } from "@/lib/search";
import { AppShell } from "@/lib/ui/frame/app-shell";
import { RAIL_COOKIE } from "@/lib/ui/frame/rail-cookie";
import { OwnKindsProvider } from "@/lib/ui/own-kinds";
import { readOwnKinds } from "./_components/own-kinds";
import { PortalBanners } from "./_components/portal-banners";
import { signOutHere } from "./actions";

type LayoutProps = { readonly children: ReactNode; readonly params: Promise<{ tenant: string }> };

/** The frame. It shows who is where; each page below asks for its own rights. */
export default async function PortalLayout({ children, params }: LayoutProps) {
  const { ctx } = await loadPage({ params });
  const visit = await loadVisit(ctx.slug);
  after(() =>
    prepareSearch(ctx).catch((error: unknown) => ctx.log.warn({ err: error }, "search not prepared")),
  );
  const home = `/${ctx.slug}`;
  const { actor } = ctx;
  return (
    <OwnKindsProvider kinds={await readOwnKinds(ctx)}>
      <AppShell
        tenant={{ name: ctx.tenantName, slug: ctx.slug, href: home }}
        tenants={(visit?.memberships ?? []).map((membership) => ({
          name: membership.name,
          slug: membership.slug,
          href: `/${membership.slug}`,
        }))}
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
        member={{
          member: {
            name: actor.kind === "user" ? actor.name : "",
            email: actor.kind === "user" ? actor.email : "",
            avatarUrl: visit?.session.image,
          },
          onSignOut: signOutHere,
        }}
        banner={<PortalBanners slug={ctx.slug} features={ctx.features} canBuy={can(ctx, "billing.manage")} />}
        searchEndpoint={`/api/${ctx.slug}/search`}
        collapsed={(await cookies()).get(RAIL_COOKIE)?.value === "1"}
      >
        {children}
      </AppShell>
    </OwnKindsProvider>
  );
}
