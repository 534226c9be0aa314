import type { Metadata } from "next";
import { Suspense } from "react";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can, ROLE_TITLES, rolesWith } from "@/lib/access";
import { readBilling } from "@/lib/billing";
import { ForbiddenState } from "@/lib/ui/forbidden-state";
import { PageHeader } from "@/lib/ui/page-header";
import { SkeletonRows } from "@/lib/ui/skeleton";
import { LiveRefresh } from "../../_components/live-refresh";
import { BillingState } from "./_components/billing-state";
import { Invoices } from "./_components/invoices";
import { ManageButtons } from "./_components/manage-buttons";
import { PlanChoices } from "./_components/plan-choices";
import { Seats } from "./_components/seats";
import { SyncOnReturn } from "./_components/sync-on-return";

export const metadata: Metadata = { title: "Billing · Settings" };

const search = z.object({ from: z.string().optional().catch(undefined) });

export default async function BillingPage(props: PageProps) {
  const { ctx, search: given } = await loadPage(props, { search });
  if (!can(ctx, "billing.read")) {
    return (
      <ForbiddenState
        to="see the billing"
        permission="billing.read"
        grantedBy={`${rolesWith("member.manage")
          .map((role) => ROLE_TITLES[role].toLowerCase())
          .join(" or ")} of ${ctx.tenantName}`}
      />
    );
  }
  const billing = await readBilling(ctx);
  const mayManage = can(ctx, "billing.manage");
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["billing.entitlement", "billing.synced"]} />
      {given.from === "stripe" ? <SyncOnReturn tenant={ctx.slug} /> : null}
      <PageHeader
        title="Billing"
        description="Your plan, who counts as a seat, and what was paid."
        actions={mayManage && billing.customer ? <ManageButtons tenant={ctx.slug} /> : null}
      />
      <div className="grid gap-6">
        <BillingState billing={billing} />
        <PlanChoices ctx={ctx} billing={billing} mayManage={mayManage} />
        <Seats billing={billing} />
        {billing.customer ? (
          <Suspense fallback={<SkeletonRows rows={3} label="Loading invoices" />}>
            <Invoices ctx={ctx} />
          </Suspense>
        ) : null}
      </div>
    </>
  );
}
