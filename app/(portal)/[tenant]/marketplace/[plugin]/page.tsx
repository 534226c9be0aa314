import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { describeAsks, getPlugin, previewPlugin } from "@/lib/plugins";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { PageHeader } from "@/lib/ui/page-header";
import { ViewTree } from "@/lib/ui/view-tree/view-tree";
import { LiveRefresh } from "../../_components/live-refresh";
import { AskList } from "../../_plugins/enable-dialog";
import { planTitle } from "../../_plugins/plan-words";
import { PluginLocked } from "../../_plugins/plugin-locked";
import { VendorMark } from "../../_plugins/vendor-mark";
import { PluginAction } from "./_components/plugin-action";
import { PluginSettings } from "./_components/plugin-settings";
import { ReachCard } from "./_components/reach-card";
import { TrustPanel } from "./_components/trust-panel";

const params = z.object({ plugin: z.string().max(60) });

const readPlugin = cache(async (ctx: TenantContext, id: string) => {
  try {
    return await getPlugin(ctx, id);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
});

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { ctx, params: given } = await loadPage(props, { params });
  return { title: `${(await readPlugin(ctx, given.plugin)).manifest.title} · Marketplace` };
}

export default async function PluginPage(props: PageProps) {
  const { ctx, params: given } = await loadPage(props, { params });
  const plugin = await readPlugin(ctx, given.plugin);
  const { manifest, gate } = plugin;
  const previews = await previewPlugin(manifest.id);
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["plugins.changed", "billing.entitlement"]} />
      <PageHeader
        crumbs={[{ label: "Marketplace", href: `/${ctx.slug}/marketplace` }, { label: manifest.title }]}
        icon={<VendorMark mark={manifest.mark} size="lg" />}
        title={manifest.title}
        badges={
          <>
            <Badge tone={gate.kind === "locked" ? "accent" : "neutral"}>{planTitle(manifest)}</Badge>
            {gate.kind === "open" ? <Badge tone="ok">On</Badge> : null}
          </>
        }
        description={manifest.description}
        actions={<PluginAction ctx={ctx} plugin={plugin} />}
      />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid content-start gap-4">
          {gate.kind === "locked" ? (
            <PluginLocked
              ctx={ctx}
              manifest={manifest}
              gate={gate}
              preview={previews[0] ? <ViewTree view={previews[0].drawn.view} /> : undefined}
            />
          ) : (
            <>
              <PluginSettings ctx={ctx} plugin={plugin} />
              {previews.map((preview) => (
                <Card
                  key={preview.id}
                  title={`Preview: ${preview.title}`}
                  description="Drawn from the plugin's own test data"
                >
                  <ViewTree view={preview.drawn.view} />
                </Card>
              ))}
            </>
          )}
          <Card title="What you get">
            <ul className="grid list-disc gap-1.5 pl-4 text-sm marker:text-ink-faint">
              {manifest.highlights.map((highlight) => (
                <li key={highlight}>{highlight}</li>
              ))}
            </ul>
          </Card>
        </div>
        <div className="grid content-start gap-4">
          <ReachCard slug={ctx.slug} plugin={plugin} />
          <Card title="What it may do" description="The server refuses everything else">
            <AskList asks={describeAsks(manifest)} />
          </Card>
          <TrustPanel plugin={plugin} />
        </div>
      </div>
    </>
  );
}
