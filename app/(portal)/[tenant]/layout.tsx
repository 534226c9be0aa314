import { cookies } from "next/headers";
import { after } from "next/server";
import type { ReactNode } from "react";
import { loadVisit } from "@/app/_server/context";
import { loadPage } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { prepareSearch } from "@/lib/search";
import { RAIL_COOKIE } from "@/lib/ui/frame/rail-cookie";
import { OwnKindsProvider } from "@/lib/ui/own-kinds";
import { readOwnKinds } from "./_components/own-kinds";
import { PortalBanners } from "./_components/portal-banners";
import { PortalFrame } from "./_components/portal-frame";
import { signOutHere } from "./actions";

type LayoutProps = { readonly children: ReactNode; readonly params: Promise<{ tenant: string }> };

/** The frame. It shows who is where; each page below asks for its own rights. */
export default async function PortalLayout({ children, params }: LayoutProps) {
  const { ctx } = await loadPage({ params });
  const visit = await loadVisit(ctx.slug);
  after(() =>
    prepareSearch(ctx).catch((error: unknown) => ctx.log.warn({ err: error }, "search not prepared")),
  );
  const { actor } = ctx;
  return (
    <OwnKindsProvider kinds={await readOwnKinds(ctx)}>
      <PortalFrame
        slug={ctx.slug}
        tenantName={ctx.tenantName}
        tenants={(visit?.memberships ?? []).map(({ name, slug }) => ({ name, slug }))}
        member={{
          name: actor.kind === "user" ? actor.name : "",
          email: actor.kind === "user" ? actor.email : "",
          avatarUrl: visit?.session.image,
        }}
        onSignOut={signOutHere}
        banner={<PortalBanners slug={ctx.slug} features={ctx.features} canBuy={can(ctx, "billing.manage")} />}
        collapsed={(await cookies()).get(RAIL_COOKIE)?.value === "1"}
      >
        {children}
      </PortalFrame>
    </OwnKindsProvider>
  );
}
