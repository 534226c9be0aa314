import { Download } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { stayWithinPages } from "@/app/_server/stay-within-pages";
import { can } from "@/lib/access";
import { getRun, REJECTED_PAGE, type RunDetail } from "@/lib/imports";
import { AppError } from "@/lib/platform/errors";
import { Badge } from "@/lib/ui/badge";
import { buttonStyles } from "@/lib/ui/button-styles";
import { Card } from "@/lib/ui/card";
import { PageHeader } from "@/lib/ui/page-header";
import { Pagination } from "@/lib/ui/pagination";
import { RelativeTime } from "@/lib/ui/relative-time";
import { LiveRefresh } from "../../../../../_components/live-refresh";
import { RUN_STATUS, TRIGGERS } from "../../../_components/source-words";
import { SourcesForbidden } from "../../../_components/sources-forbidden";
import { AgreeButton } from "./_components/agree-button";
import { RejectedTable } from "./_components/rejected-table";
import { RunState } from "./_components/run-state";
import { TouchedList } from "./_components/touched-list";
import { UndoButton } from "./_components/undo-button";

export const metadata: Metadata = { title: "Run · Settings" };

const params = z.object({ source: z.uuid(), run: z.uuid() });
const search = z.object({ page: z.coerce.number().int().min(1).max(1_000).catch(1) });

async function find(ctx: Parameters<typeof getRun>[0], runId: string, page: number): Promise<RunDetail> {
  try {
    return await getRun(ctx, { runId, page });
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

/** One run: progress while it goes, its figures, what it touched and rejected, and the way back. */
export default async function RunPage(props: PageProps) {
  const loaded = await loadPage(props, { params, search });
  const { ctx } = loaded;
  if (!can(ctx, "catalog.source.manage")) return <SourcesForbidden tenantName={ctx.tenantName} />;
  const detail = await find(ctx, loaded.params.run, loaded.search.page);
  const { run, source } = detail;
  const list = `/${ctx.slug}/settings/sources`;
  const base = `${list}/${source.sourceId}`;
  const from = (loaded.search.page - 1) * REJECTED_PAGE;
  const href = (page: number) => `${base}/runs/${run.id}?page=${page}`;
  stayWithinPages(loaded.search.page, { total: run.rejected, pageSize: REJECTED_PAGE, href });
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["imports.run"]} />
      <PageHeader
        crumbs={[
          { label: "Sources", href: list },
          { label: source.name, href: base },
          { label: run.undoOf ? "Undo" : "Run" },
        ]}
        title={run.undoOf ? "Undo" : "Run"}
        badges={
          <>
            <Badge tone={RUN_STATUS[run.status]?.tone}>{RUN_STATUS[run.status]?.label ?? run.status}</Badge>
            {run.undoneAt ? <Badge>Undone</Badge> : null}
          </>
        }
        description={
          <>
            {TRIGGERS[run.trigger]} {run.trigger === "schedule" ? "" : `by ${run.startedBy} `}
            <RelativeTime at={run.startedAt} />
          </>
        }
        actions={
          detail.canUndo ? (
            <UndoButton
              tenant={ctx.slug}
              sourceId={source.sourceId}
              runId={run.id}
              created={run.created}
              changed={run.changed}
              removed={run.removed}
              isScheduled={source.isScheduled}
            />
          ) : null
        }
      />
      <div className="grid gap-6">
        <RunState
          detail={detail}
          agree={
            <AgreeButton
              tenant={ctx.slug}
              sourceId={source.sourceId}
              uploadId={run.uploadId ?? undefined}
              held={run.held}
            />
          }
        />
        {detail.rejected.length > 0 ? (
          <div>
            <Card
              flush
              title="Rejected records"
              description="They did not go in; what the source said of these entities before stays."
              actions={
                <a
                  href={`/api/${ctx.slug}/imports/runs/${run.id}/rejected`}
                  className={buttonStyles({ variant: "secondary", size: "sm" })}
                >
                  <Download aria-hidden="true" /> Download
                </a>
              }
            >
              <RejectedTable rejected={detail.rejected} />
            </Card>
            {run.rejected > REJECTED_PAGE ? (
              <Pagination
                from={from + 1}
                to={from + detail.rejected.length}
                total={run.rejected}
                noun="records"
                one="record"
                previousHref={loaded.search.page > 1 ? href(loaded.search.page - 1) : undefined}
                nextHref={
                  from + detail.rejected.length < run.rejected ? href(loaded.search.page + 1) : undefined
                }
              />
            ) : null}
          </div>
        ) : null}
        {detail.touched.length > 0 ? (
          <Card
            flush
            title="Entities it touched"
            description={detail.touched.length === 50 ? "The first fifty." : undefined}
          >
            <TouchedList tenant={ctx.slug} touched={detail.touched} />
          </Card>
        ) : null}
      </div>
    </>
  );
}
