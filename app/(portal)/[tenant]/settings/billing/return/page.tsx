import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { hasBought } from "@/lib/billing";
import type { TenantContext } from "@/lib/platform/context";
import { findRegistered, getPlugin } from "@/lib/plugins";
import { LiveRefresh } from "../../../_components/live-refresh";
import { Waiting } from "./waiting";

export const metadata: Metadata = { title: "Payment · Settings" };

const word = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .optional()
  .catch(undefined);
const search = z.object({ want: word, plugin: word });

/** Where Stripe sends the browser after paying. The address proves nothing: it waits until the gate itself is open. */
export default async function CheckoutReturnPage(props: PageProps) {
  const { ctx, search: given } = await loadPage(props, { search });
  const plugin = given.plugin ? findRegistered(given.plugin)?.manifest : undefined;
  const next = plugin ? `/${ctx.slug}/marketplace/${plugin.id}` : `/${ctx.slug}/settings/billing`;
  if (await isOpen(ctx, plugin?.id, given.want)) redirect(next);
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["billing.entitlement", "billing.synced"]} />
      <Waiting tenant={ctx.slug} what={plugin?.title ?? "your plan"} next={next} />
    </>
  );
}

async function isOpen(
  ctx: TenantContext,
  plugin: string | undefined,
  want: string | undefined,
): Promise<boolean> {
  if (plugin) return (await getPlugin(ctx, plugin)).gate.kind !== "locked";
  // Who may not see the billing has nothing to wait for here.
  return want === undefined || !can(ctx, "billing.read") || hasBought(ctx, want);
}
