import { Store } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { listPlugins } from "@/lib/plugins";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageHeader } from "@/lib/ui/page-header";
import { LiveRefresh } from "../../_components/live-refresh";
import { InstalledPlugin } from "./_components/installed-plugin";

export const metadata: Metadata = { title: "Plugins · Settings" };

export default async function PluginSettingsPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  const installed = (await listPlugins(ctx)).filter((plugin) => plugin.settings.install !== undefined);
  const market = (
    <Button asChild>
      <Link href={`/${ctx.slug}/marketplace`}>Open the marketplace</Link>
    </Button>
  );
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["plugins.changed", "billing.entitlement"]} />
      <PageHeader
        title="Plugins"
        description="What is installed, and whether it works."
        actions={installed.length > 0 ? market : null}
      />
      {installed.length === 0 ? (
        <EmptyState icon={<Store />} title="No plugin is installed" action={market}>
          Plugins show builds, pull requests and code quality on your components.
        </EmptyState>
      ) : (
        <Card flush>
          <ul>
            {installed.map((plugin) => (
              <InstalledPlugin key={plugin.manifest.id} ctx={ctx} plugin={plugin} />
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}
