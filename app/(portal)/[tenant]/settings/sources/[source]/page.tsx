import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { stayWithinPages } from "@/app/_server/stay-within-pages";
import { can } from "@/lib/access";
import { getSource, RUNS_PAGE, type SourceDetail } from "@/lib/imports";
import { AppError } from "@/lib/platform/errors";
import { Badge } from "@/lib/ui/badge";
import { buttonStyles } from "@/lib/ui/button-styles";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { PageHeader } from "@/lib/ui/page-header";
import { Pagination } from "@/lib/ui/pagination";
import { Section } from "@/lib/ui/section";
import { LiveRefresh } from "../../../_components/live-refresh";
import { KINDS } from "../_components/source-words";
import { SourcesForbidden } from "../_components/sources-forbidden";
import { RemoveButton } from "./_components/remove-button";
import { RunButton } from "./_components/run-button";
import { RunTable } from "./_components/run-table";
import { SourceFacts } from "./_components/source-facts";
import { SwitchButton } from "./_components/switch-button";

export const metadata: Metadata = { title: "Source · Settings" };

const params = z.object({ source: z.uuid() });
const search = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

async function find(
  ctx: Parameters<typeof getSource>[0],
  sourceId: string,
  page: number,
): Promise<SourceDetail> {
  try {
    return await getSource(ctx, { sourceId, page });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

/** One import or processor: what it is, how its runs went, what may be done with it. */
export default async function SourcePage(props: PageProps) {
  const loaded = await loadPage(props, { params, search });
  const { ctx } = loaded;
  if (!can(ctx, "catalog.source.manage")) return <SourcesForbidden tenantName={ctx.tenantName} />;
  const { page } = loaded.search;
  const source = await find(ctx, loaded.params.source, page);
  const list = `/${ctx.slug}/settings/sources`;
  const base = `${list}/${source.sourceId}`;
  const { input, schedule } = source.definition;
  const href = (number: number) => `${base}?page=${number}`;
  stayWithinPages(page, { total: source.runsTotal, pageSize: RUNS_PAGE, href });
  const from = (page - 1) * RUNS_PAGE;
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["imports.run"]} />
      <PageHeader
        crumbs={[{ label: "Sources", href: list }, { label: source.name }]}
        title={source.name}
        badges={<Badge>{KINDS[source.kind]}</Badge>}
        actions={
          input.kind === "upload" ? (
            <Link
              href={`${list}/import?source=${source.sourceId}`}
              className={buttonStyles({ variant: "primary" })}
            >
              Send a new file
            </Link>
          ) : (
            <>
              {schedule === "manual" ? null : (
                <SwitchButton tenant={ctx.slug} sourceId={source.sourceId} enabled={source.enabled} />
              )}
              <Link href={`${base}/edit`} className={buttonStyles({ variant: "secondary" })}>
                Edit
              </Link>
              <RunButton tenant={ctx.slug} sourceId={source.sourceId} />
            </>
          )
        }
      />
      <div className="grid gap-8">
        <SourceFacts source={source} />
        <Section title="Runs">
          <Card flush>
            {source.runs.length === 0 ? (
              <EmptyState title="It has not run yet" compact>
                A run reads the source, maps what it gives and puts it into the catalog. It can be undone.
              </EmptyState>
            ) : (
              <RunTable base={base} runs={source.runs} />
            )}
          </Card>
          {source.runsTotal > RUNS_PAGE ? (
            <Pagination
              from={from + 1}
              to={from + source.runs.length}
              total={source.runsTotal}
              noun="runs"
              one="run"
              previousHref={page > 1 ? href(page - 1) : undefined}
              nextHref={from + source.runs.length < source.runsTotal ? href(page + 1) : undefined}
            />
          ) : null}
        </Section>
        <Section title="Danger" danger description="What only this source says leaves the catalog with it.">
          <RemoveButton
            tenant={ctx.slug}
            sourceId={source.sourceId}
            name={source.name}
            entities={source.entities}
          />
        </Section>
      </div>
    </>
  );
}
