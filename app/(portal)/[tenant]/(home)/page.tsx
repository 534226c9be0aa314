import { ArrowRight } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { type HomeView, readHome } from "@/lib/catalog";
import { catalogQuery, NONE } from "@/lib/catalog/client";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { EmptyState } from "@/lib/ui/empty-state";
import { KindDot } from "@/lib/ui/kind-icon";
import { KindName } from "@/lib/ui/own-kinds";
import { PageHeader } from "@/lib/ui/page-header";
import { RelativeTime } from "@/lib/ui/relative-time";
import { EntityLink } from "../_components/entity-link";
import { HeldLossNote } from "../_components/held-loss-note";
import { LiveRefresh } from "../_components/live-refresh";

export const metadata: Metadata = { title: "Home" };

export default async function HomePage(props: PageProps) {
  const { ctx } = await loadPage(props);
  const home = await readHome(ctx);
  return (
    <>
      <LiveRefresh tenant={ctx.slug} topics={["catalog.entities", "catalog.repository", "catalog.loss"]} />
      <PageHeader
        title={ctx.tenantName}
        description="What your company runs, who owns it, and what changed."
      />
      <HeldLossNote ctx={ctx} />
      {home.kinds.length === 0 ? (
        <Card>
          <EmptyState
            title="Your catalog starts with GitHub"
            action={
              <Button asChild variant="primary">
                <Link href={`/${ctx.slug}/setup`}>Continue set-up</Link>
              </Button>
            }
          >
            Install the GitHub App on your organisation; every repository is listed within minutes, with
            owner, type, docs and APIs.
          </EmptyState>
        </Card>
      ) : (
        <div className="grid gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <div className="grid content-start gap-4">
            <Kinds slug={ctx.slug} kinds={home.kinds} />
            <Mine slug={ctx.slug} mine={home.mine} />
          </div>
          <div className="grid content-start gap-4">
            <AttentionCard slug={ctx.slug} attention={home.attention} />
            <Changes slug={ctx.slug} changes={home.changes} />
          </div>
        </div>
      )}
    </>
  );
}

function Kinds({ slug, kinds }: { readonly slug: string; readonly kinds: HomeView["kinds"] }) {
  return (
    <Card title="In the catalog" flush>
      <ul className="-mr-px -mb-px grid grid-cols-[repeat(auto-fill,minmax(min(50%,12rem),1fr))]">
        {kinds.map(({ kind, count }) => (
          <li key={kind} className="border-r border-b border-line">
            <Link
              href={`/${slug}/catalog${catalogQuery({ kind: [kind] })}`}
              className="flex h-full items-baseline gap-2 px-4 py-3 hover:bg-hover max-sm:px-3"
            >
              <KindDot kind={kind} />
              <span className="min-w-0 flex-1 text-sm text-ink-muted wrap-anywhere">
                <KindName kind={kind} plural />
              </span>
              <span className="tabular text-lg font-semibold">{count.toLocaleString("en")}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Mine({ slug, mine }: { readonly slug: string; readonly mine: HomeView["mine"] }) {
  return (
    <Card
      title="Owned by you and your teams"
      flush
      actions={
        mine.length > 0 ? (
          <span className="tabular text-ink-muted">{mine.length.toLocaleString("en")}</span>
        ) : null
      }
    >
      {mine.length === 0 ? (
        <EmptyState compact title="Nothing yet">
          When a team of yours in GitHub owns something, it is listed here.
        </EmptyState>
      ) : (
        <ul>
          {mine.map((item) => (
            <li
              key={item.ref}
              className="flex min-h-9 items-center justify-between gap-3 border-t border-line px-4 first:border-t-0"
            >
              <EntityLink
                slug={slug}
                entityRef={item.ref}
                title={item.title}
                kind={item.kind}
                type={item.type ?? undefined}
              />
              <span className="shrink-0 truncate text-xs text-ink-muted">{item.ownerTitle}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function AttentionCard({
  slug,
  attention,
}: {
  readonly slug: string;
  readonly attention: HomeView["attention"];
}) {
  const rows = [
    {
      text: attention.failedRepositories === 1 ? "repository failed" : "repositories failed",
      count: attention.failedRepositories,
      href: `/${slug}/repositories?verdict=failed`,
      tone: "bad" as const,
    },
    {
      text:
        attention.openConflicts === 1
          ? "name that several sources claim"
          : "names that several sources claim",
      count: attention.openConflicts,
      href: `/${slug}/catalog/conflicts`,
      tone: "warn" as const,
    },
    {
      text: attention.withoutOwner === 1 ? "component without an owner" : "components without an owner",
      count: attention.withoutOwner,
      href: `/${slug}/catalog${catalogQuery({ kind: ["component"], owner: [NONE] })}`,
      tone: "warn" as const,
    },
    {
      text:
        attention.unresolvedOwner === 1
          ? "component whose owner nobody knows"
          : "components whose owner nobody knows",
      count: attention.unresolvedOwner,
      href: `/${slug}/catalog${catalogQuery({ kind: ["component"], sort: "owner" })}`,
      tone: "warn" as const,
    },
  ].filter((row) => row.count > 0);
  const owned = attention.components - attention.withoutOwner - attention.unresolvedOwner;
  return (
    <Card
      title="Needs attention"
      flush
      footer={
        attention.components > 0 ? (
          <Link href={`/${slug}/insights/completeness`} className="rounded-sm hover:underline">
            {owned.toLocaleString("en")} of {attention.components.toLocaleString("en")} components have a
            known owner
          </Link>
        ) : null
      }
    >
      {rows.length === 0 ? (
        <EmptyState compact title="Nothing">
          Every repository was read, every component has a known owner, and no name is contested.
        </EmptyState>
      ) : (
        <ul>
          {rows.map((row) => (
            <li key={row.text} className="border-t border-line first:border-t-0">
              <Link href={row.href} className="flex min-h-9 items-center gap-3 px-4 hover:bg-hover">
                <Badge tone={row.tone}>{row.count.toLocaleString("en")}</Badge>
                <span className="min-w-0 flex-1 truncate text-sm">{row.text}</span>
                <ArrowRight aria-hidden="true" className="size-3.5 text-ink-faint" />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Changes({ slug, changes }: { readonly slug: string; readonly changes: HomeView["changes"] }) {
  return (
    <Card title="Recent changes" flush>
      <ul>
        {changes.map((change) => (
          <li
            key={`${change.ref} ${change.at.toISOString()} ${change.change}`}
            className="flex min-h-9 items-center gap-3 border-t border-line px-4 first:border-t-0"
          >
            <span className="min-w-0 flex-1">
              <EntityLink slug={slug} entityRef={change.ref} title={change.title} kind={change.kind} />
            </span>
            <span className="shrink-0 text-xs text-ink-muted">
              {change.change} <RelativeTime at={change.at} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
