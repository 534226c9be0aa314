import { Shapes } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { KIND_FOLDER, listKindSourceChoices, listKinds, readKindSource } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { KindTile } from "@/lib/ui/kind-icon";
import { PageHeader } from "@/lib/ui/page-header";
import { RelativeTime } from "@/lib/ui/relative-time";
import { LiveRefresh } from "../../_components/live-refresh";
import { KindSourceCard } from "./_components/kind-source-card";

export const metadata: Metadata = { title: "Kinds and fields" };

export default async function KindsPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  const [kinds, source, choices] = await Promise.all([
    listKinds(ctx),
    readKindSource(ctx),
    listKindSourceChoices(ctx),
  ]);
  const base = `/${ctx.slug}/settings/kinds`;
  const add = can(ctx, "catalog.model.manage") ? (
    <Button asChild variant="primary">
      <Link href={`${base}/new`}>Declare a kind</Link>
    </Button>
  ) : null;
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["catalog.entities", "catalog.repository"]} />
      <PageHeader
        title="Kinds and fields"
        description="Kinds of your own beside Backstage's, and further fields of Backstage's kinds. They count at once, without a restart."
        actions={kinds.length > 0 ? add : null}
      />
      <Card flush>
        {kinds.length === 0 ? (
          <EmptyState icon={<Shapes />} title="Only Backstage's kinds so far" action={add}>
            {add
              ? "Declare what else you have: vaults, data sets, vendors. Or name Component to give components a field of your own."
              : "Vaults, data sets, vendors, or further fields of components: an owner or admin declares them."}
          </EmptyState>
        ) : (
          <ul>
            {kinds.map(({ definition, own, enabled, entities, updatedAt, updatedBy, from }) => (
              <li
                key={definition.kind}
                className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 first:border-t-0"
              >
                <KindTile kind={definition.kind} />
                <div className="min-w-0 flex-1 basis-48">
                  <Link
                    href={`${base}/${encodeURIComponent(definition.kind)}`}
                    className="rounded-sm text-sm font-medium hover:underline"
                  >
                    {definition.kind}
                  </Link>
                  <p className="truncate text-xs text-ink-muted">
                    {own ? definition.apiVersions?.join(", ") : "fields added to Backstage's kind"}
                    {from ? (
                      <>
                        {" · "}
                        <a
                          href={from.url}
                          target="_blank"
                          rel="noopener noreferrer"
                          title={`${from.file} of ${from.repository} is in charge of it`}
                          className="font-mono underline decoration-line-strong underline-offset-2 hover:text-ink"
                        >
                          {from.file}
                        </a>
                      </>
                    ) : null}
                  </p>
                </div>
                {enabled ? null : <Badge tone="warn">not in use</Badge>}
                <p className="tabular ml-auto text-xs text-ink-muted">
                  {entities.toLocaleString("en")} {entities === 1 ? "entity" : "entities"} · changed{" "}
                  <RelativeTime at={updatedAt} /> by {updatedBy}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Card>
      <div className="mt-6">
        <KindSourceCard
          slug={ctx.slug}
          source={source}
          mayChange={can(ctx, "catalog.model.manage")}
          choices={choices}
          defaultFolder={KIND_FOLDER}
        />
      </div>
    </>
  );
}
