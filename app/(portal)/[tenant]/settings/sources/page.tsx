import { Workflow } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { listSources } from "@/lib/imports";
import { buttonStyles } from "@/lib/ui/button-styles";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageHeader } from "@/lib/ui/page-header";
import { LiveRefresh } from "../../_components/live-refresh";
import { SourceTable } from "./_components/source-table";
import { SourcesForbidden } from "./_components/sources-forbidden";

export const metadata: Metadata = { title: "Sources · Settings" };

/** Where the catalog comes from: organisations, pushed sets, imports, processors. */
export default async function SourcesPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  if (!can(ctx, "catalog.source.manage")) return <SourcesForbidden tenantName={ctx.tenantName} />;
  const sources = await listSources(ctx);
  const base = `/${ctx.slug}/settings/sources`;
  const actions = (
    <>
      <Link href={`${base}/import`} className={buttonStyles({ variant: "secondary" })}>
        Import a file
      </Link>
      <Link href={`${base}/new`} className={buttonStyles({ variant: "primary" })}>
        Connect an inventory
      </Link>
    </>
  );
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["imports.run", "imports.push", "ingest"]} />
      <PageHeader
        title="Sources"
        description="Where the catalog comes from. What a file in a repository declares wins over what a source here says, field by field."
        actions={sources.length === 0 ? null : actions}
      />
      {sources.length === 0 ? (
        <EmptyState
          icon={<Workflow />}
          title="The catalog has no source yet"
          action={
            <>
              <Link href={`/${ctx.slug}/setup/github`} className={buttonStyles({ variant: "secondary" })}>
                Connect GitHub
              </Link>
              {actions}
            </>
          }
        >
          Connect GitHub, import a spreadsheet, or pull an inventory you have already: ServiceNow, Compass,
          Port, Cortex, OpsLevel or your own.
        </EmptyState>
      ) : (
        <Card flush>
          <SourceTable tenant={ctx.slug} sources={sources} />
        </Card>
      )}
    </>
  );
}
