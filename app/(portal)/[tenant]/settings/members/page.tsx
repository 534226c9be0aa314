import type { Metadata } from "next";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can, ROLE_TITLES, ROLES } from "@/lib/access";
import { PLANS } from "@/lib/entitlements/client";
import { listMembers } from "@/lib/identity";
import { Card } from "@/lib/ui/card";
import { PageHeader } from "@/lib/ui/page-header";
import { Section } from "@/lib/ui/section";
import { DefaultRoleForm } from "./_components/default-role-form";
import { MemberTable } from "./_components/member-table";

export const metadata: Metadata = { title: "Members · Settings" };

export default async function MembersPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  const { members, seats, defaultRole } = await listMembers(ctx);
  const limit = PLANS[ctx.features.plan].seats;
  const mayManage = can(ctx, "member.manage");
  const roles = ROLES.map((role) => ({ value: role, label: ROLE_TITLES[role] }));
  return (
    <>
      <PageHeader
        title="Members"
        description={`${members.length.toLocaleString("en")} ${members.length === 1 ? "member" : "members"}. ${seats.toLocaleString("en")} of ${limit === undefined ? "unlimited" : limit.toLocaleString("en")} seats in use: a seat is a member who signed in within the last 30 days.`}
      />
      <div className="grid gap-8">
        <Card flush>
          <MemberTable
            tenant={ctx.slug}
            tenantName={ctx.tenantName}
            members={members}
            roles={roles}
            mayManage={mayManage}
            isOwner={ctx.grants.role === "owner"}
          />
        </Card>
        {mayManage ? (
          <Section
            split
            title="New members"
            description="The role of whoever signs in for the first time. Members who are there already keep theirs."
          >
            <DefaultRoleForm
              tenant={ctx.slug}
              role={defaultRole}
              roles={roles.filter((role) => role.value !== "owner")}
            />
          </Section>
        ) : null}
      </div>
    </>
  );
}
