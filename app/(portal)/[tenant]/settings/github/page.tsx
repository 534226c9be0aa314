import type { Metadata } from "next";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { listConnections } from "@/lib/catalog";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageHeader } from "@/lib/ui/page-header";
import { HeldLossNote } from "../../_components/held-loss-note";
import { LiveRefresh } from "../../_components/live-refresh";
import { ConnectButton } from "../../setup/_components/connect-button";
import { ConnectionCard } from "./_components/connection-card";
import { KindRules } from "./_components/kind-rules";

export const metadata: Metadata = { title: "GitHub" };

/** The organisations this portal reads: state, limits, last run, and what is wrong. */
export default async function GithubSettingsPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  const connections = await listConnections(ctx);
  const canManage = can(ctx, "catalog.source.manage");
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["ingest", "github", "catalog.loss"]} />
      <PageHeader
        title="GitHub"
        description="Organisations this portal reads. Pushes arrive as webhooks within seconds; a nightly run is the truth behind them."
        actions={
          canManage && connections.length > 0 ? (
            <ConnectButton tenant={ctx.slug} label="Connect another organisation" variant="secondary" />
          ) : null
        }
      />
      <HeldLossNote ctx={ctx} />
      {connections.length === 0 ? (
        <EmptyState
          title="No organisation is connected"
          action={canManage ? <ConnectButton tenant={ctx.slug} label="Connect GitHub" /> : null}
        >
          Connect a GitHub organisation, and its repositories become your catalog.
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          {connections.map((connection) => (
            <ConnectionCard
              key={connection.installation.installationId}
              tenant={ctx.slug}
              connection={connection}
              canManage={canManage}
            />
          ))}
        </div>
      )}
      {connections.length > 0 ? <KindRules ctx={ctx} /> : null}
    </>
  );
}
