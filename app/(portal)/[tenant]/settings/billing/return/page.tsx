import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { PLANS } from "@/lib/entitlements";
import { findRegistered, listPlugins } from "@/lib/plugins";
import { LiveRefresh } from "../../../_components/live-refresh";
import { Waiting } from "./waiting";

export const metadata: Metadata = { title: "Payment · Settings" };

const word = z
  .string()
  .regex(/^[a-z0-9-]{1,60}$/)
  .optional()
  .catch(undefined);
const search = z.object({ want: word, plugin: word });
const ORDER = Object.keys(PLANS);

/** Where Stripe sends the browser after paying. The address proves nothing: it waits until the gate itself is open. */
export default async function CheckoutReturnPage(props: PageProps) {
  const { ctx, search: given } = await loadPage(props, { search });
  const plugin = given.plugin ? findRegistered(given.plugin)?.manifest : undefined;
  const next = plugin ? `/${ctx.slug}/marketplace/${plugin.id}` : `/${ctx.slug}/settings/billing`;
  const { features } = ctx;
  const bought =
    features.trialEndsAt === undefined &&
    ORDER.indexOf(features.plan) >= Math.max(1, ORDER.indexOf(given.want ?? ""));
  const pluginOpen = plugin
    ? (await listPlugins(ctx)).some((one) => one.manifest.id === plugin.id && one.gate.kind !== "locked")
    : false;
  if (plugin ? pluginOpen : bought || features.addons.includes(given.want ?? "")) redirect(next);
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["billing.entitlement", "billing.synced"]} />
      <Waiting tenant={ctx.slug} what={plugin?.title ?? "your plan"} next={next} />
    </>
  );
}
