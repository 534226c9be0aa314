import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache, Suspense } from "react";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { type EntityView, findMovedEntity, getEntity, readEntityKind } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { SkeletonText } from "@/lib/ui/skeleton";
import { entityPath } from "../../../../_components/entity-link";
import { LiveRefresh } from "../../../../_components/live-refresh";
import { readKindWords } from "../../../../_components/own-kinds";
import { EntityPluginCards } from "../../../../_plugins/entity-plugin-cards";
import { AboutCard } from "./_components/about-card";
import { ApiTab } from "./_components/api-tab";
import { ContestNote } from "./_components/contest-note";
import { DocsTab } from "./_components/docs-tab";
import { factsOf } from "./_components/entity-facts";
import { EntityHead } from "./_components/entity-head";
import { entityParamsSchema, entitySearchSchema, TABS, type Tab } from "./_components/entity-tabs";
import { HistoryTab } from "./_components/history-tab";
import { KindCard, KindIssues } from "./_components/kind-card";
import { OrphanNote } from "./_components/orphan-note";
import { Problems } from "./_components/problems";
import { groupRelations } from "./_components/relation-groups";
import { RelationsCard } from "./_components/relations-card";
import { RelationsTab } from "./_components/relations-tab";
import { SourcesTab } from "./_components/sources-tab";
import { VerdictCard } from "./_components/verdict-card";

const readEntity = cache(async (ctx: TenantContext, ref: string): Promise<EntityView> => {
  try {
    return await getEntity(ctx, ref);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "not_found") throw error;
    const moved = await findMovedEntity(ctx, ref);
    if (moved) redirect(entityPath(ctx.slug, moved));
    notFound();
  }
});

export async function generateMetadata(props: PageProps): Promise<Metadata> {
  const { ctx, params } = await loadPage(props, { params: entityParamsSchema });
  const { entity } = await readEntity(ctx, params.ref);
  return { title: `${entity.title} · ${(await readKindWords(ctx)).title(entity.kind)}` };
}

export default async function EntityPage(props: PageProps) {
  const { ctx, params, search } = await loadPage(props, {
    params: entityParamsSchema,
    search: entitySearchSchema,
  });
  const view = await readEntity(ctx, params.ref);
  const { entity } = view;
  const base = `/${ctx.slug}/catalog/${[entity.kind, entity.namespace, entity.name].map(encodeURIComponent).join("/")}`;
  const mayEdit = can(ctx, "catalog.entity.write");
  return (
    <>
      <LiveRefresh
        tenant={ctx.slug}
        topics={["catalog.entities", "catalog.repository", "plugins.changed", "billing.entitlement"]}
        refs={[entity.ref, ...view.relations.map((relation) => relation.targetRef)]}
      />
      <EntityHead
        slug={ctx.slug}
        entity={{
          ref: entity.ref,
          kind: entity.kind,
          title: entity.title,
          type: entity.type,
          lifecycle: entity.lifecycle,
          orphanedAt: entity.orphanedAt,
        }}
        repositoryUrl={view.verdicts[0]?.url}
        editable={mayEdit && !entity.orphanedAt ? view.fieldPaths : undefined}
        tabs={tabsOf(view, base, search.tab)}
      />
      {entity.orphanedAt ? <OrphanNote slug={ctx.slug} entity={entity} mayRestore={mayEdit} /> : null}
      {search.tab === "overview" ? <Overview ctx={ctx} view={view} base={base} /> : null}
      {search.tab === "relations" ? (
        <RelationsTab ctx={ctx} view={view} base={base} depth={search.depth} />
      ) : null}
      {search.tab === "api" ? <ApiTab entity={entity} /> : null}
      {search.tab === "docs" ? <DocsTab ctx={ctx} view={view} base={base} path={search.doc} /> : null}
      {search.tab === "sources" ? <SourcesTab slug={ctx.slug} view={view} mayEdit={mayEdit} /> : null}
      {search.tab === "history" ? <HistoryTab ctx={ctx} view={view} base={base} search={search} /> : null}
    </>
  );
}

const TAB_TITLES: Readonly<Record<Tab, string>> = {
  overview: "Overview",
  relations: "Relations",
  api: "API",
  docs: "Docs",
  sources: "Sources",
  history: "History",
};

function tabsOf(view: EntityView, base: string, current: Tab) {
  const counts: Partial<Record<Tab, number>> = {
    relations: view.relations.length,
    docs: view.documents.length,
  };
  return TABS.filter((tab) => tab !== "api" || view.entity.kind === "api").map((tab) => ({
    href: tab === "overview" ? base : `${base}?tab=${tab}`,
    label: TAB_TITLES[tab],
    current: tab === current,
    count: counts[tab],
  }));
}

async function Overview({
  ctx,
  view,
  base,
}: {
  readonly ctx: TenantContext;
  readonly view: EntityView;
  readonly base: string;
}) {
  const own = await readEntityKind(ctx, view.entity.body);
  return (
    <>
      <KindIssues own={own} />
      <ContestNote slug={ctx.slug} contest={view.contest} />
      <Problems problems={view.problems} />
      <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="grid content-start gap-4">
          <AboutCard
            slug={ctx.slug}
            facts={factsOf(view, own.ownerPath)}
            mayEdit={can(ctx, "catalog.entity.write") && !view.entity.orphanedAt}
          />
          <KindCard view={view} own={own} />
          <RelationsCard
            slug={ctx.slug}
            groups={groupRelations(view.relations, 8)}
            isOrphan={view.entity.orphanedAt !== null}
            moreHref={`${base}?tab=relations`}
          />
        </div>
        <div className="grid content-start gap-4">
          <VerdictCard slug={ctx.slug} view={view} />
          <Suspense fallback={<SkeletonText lines={4} />}>
            <EntityPluginCards ctx={ctx} entity={view.entity} />
          </Suspense>
        </div>
      </div>
    </>
  );
}
