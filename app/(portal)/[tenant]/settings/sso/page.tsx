import type { Metadata } from "next";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can, ROLE_TITLES, ROLES, rolesWith } from "@/lib/access";
import { readSsoSettings } from "@/lib/identity";
import { Card } from "@/lib/ui/card";
import { ForbiddenState } from "@/lib/ui/forbidden-state";
import { PageHeader } from "@/lib/ui/page-header";
import { Section } from "@/lib/ui/section";
import { ConnectionForm } from "./_components/connection-form";
import { ConnectionSwitch } from "./_components/connection-switch";
import { DeleteConnection } from "./_components/delete-connection";
import { FailedSignIns } from "./_components/failed-sign-ins";

export const metadata: Metadata = { title: "Single sign-on · Settings" };

export default async function SsoPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  if (!can(ctx, "sso.manage")) {
    const grantedBy = rolesWith("sso.manage")
      .map((role) => ROLE_TITLES[role].toLowerCase())
      .join(" or ");
    return (
      <ForbiddenState
        to="manage single sign-on"
        permission="sso.manage"
        grantedBy={`an ${grantedBy} of ${ctx.tenantName}`}
      />
    );
  }
  const settings = await readSsoSettings(ctx);
  const connection = settings.connections[0];
  const roles = ROLES.filter((role) => role !== "owner").map((role) => ({
    value: role,
    label: ROLE_TITLES[role],
  }));
  return (
    <>
      <PageHeader
        title="Single sign-on"
        description="People of your company sign in through your own OpenID Connect provider, such as Okta, Entra ID, Google Workspace or Keycloak, and become members at their first sign-in."
      />
      <div className="grid gap-8">
        {connection ? (
          <ConnectionSwitch tenant={ctx.slug} connection={connection} signInUrl={`/${ctx.slug}/sign-in`} />
        ) : null}
        <Card title={connection ? "Connection" : "Set up the connection"}>
          <ConnectionForm
            key={connection?.id ?? "new"}
            tenant={ctx.slug}
            connection={connection}
            redirectUri={connection?.redirectUri ?? settings.nextRedirectUri}
            claimableDomains={settings.claimableDomains}
            defaultRole={settings.defaultRole}
            roles={roles}
          />
        </Card>
        {settings.failures.length > 0 ? <FailedSignIns failures={settings.failures} /> : null}
        {connection ? (
          <Section
            danger
            title="Delete the connection"
            description="Its sessions end now. Members stay, but whoever has no other way in cannot sign in any more."
          >
            <DeleteConnection tenant={ctx.slug} id={connection.id} name={connection.name} />
          </Section>
        ) : null}
      </div>
    </>
  );
}
