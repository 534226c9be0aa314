import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { getKind, type KindView, kindFile, readKindSource } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { AppError } from "@/lib/platform/errors";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { CodeBlock } from "@/lib/ui/code-block";
import { KindTile } from "@/lib/ui/kind-icon";
import { PageHeader } from "@/lib/ui/page-header";
import { LiveRefresh } from "../../../_components/live-refresh";
import { KindActions } from "../_components/kind-actions";
import { KindEditor } from "../_components/kind-editor";
import { KindProblems } from "../_components/kind-problems";

export const metadata: Metadata = { title: "Kind" };

const paramsSchema = z.object({ kind: z.string().max(63) });

async function readKind(ctx: TenantContext, kind: string): Promise<KindView> {
  try {
    return await getKind(ctx, kind);
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}

export default async function KindPage(props: PageProps) {
  const { ctx, params } = await loadPage(props, { params: paramsSchema });
  const { definition, enabled, entities, version, from } = await readKind(ctx, params.kind);
  const { kind } = definition;
  const mayChange = can(ctx, "catalog.model.manage") && !from;
  return (
    <>
      {from ? <LiveRefresh tenant={ctx.slug} topics={["catalog.entities", "catalog.repository"]} /> : null}
      <PageHeader
        crumbs={[{ label: "Kinds and fields", href: `/${ctx.slug}/settings/kinds` }, { label: kind }]}
        icon={<KindTile kind={kind} />}
        title={kind}
        badges={enabled ? null : <Badge tone="warn">not in use</Badge>}
        description={definition.description}
        actions={
          <>
            <Button asChild>
              <Link href={`/${ctx.slug}/catalog?kind=${kind.toLowerCase()}`}>
                {entities.toLocaleString("en")} {entities === 1 ? "entity" : "entities"}
              </Link>
            </Button>
            {mayChange ? (
              <KindActions slug={ctx.slug} kind={kind} enabled={enabled} entities={entities} />
            ) : null}
          </>
        }
      />
      {from ? <FileInCharge ctx={ctx} from={from} /> : null}
      {mayChange ? (
        <KindEditor key={kind} slug={ctx.slug} version={version} definition={definition} />
      ) : (
        <CodeBlock language="yaml" code={kindFile(definition).trimEnd()} />
      )}
    </>
  );
}

type FileInChargeProps = { readonly ctx: TenantContext; readonly from: NonNullable<KindView["from"]> };

/** Says that the form is not where this kind is changed, and what is wrong with the file where it is. */
async function FileInCharge({ ctx, from }: FileInChargeProps) {
  const source = await readKindSource(ctx);
  const problems = source?.problems.filter(({ path }) => path === from.file) ?? [];
  return (
    <div className="mb-4 grid gap-2">
      <Callout
        title={`A file of ${from.repository} is in charge of this kind`}
        action={
          <Button asChild size="sm">
            <a href={from.url} target="_blank" rel="noopener noreferrer">
              Open the file
            </a>
          </Button>
        }
      >
        A push that changes <span className="font-mono text-xs wrap-anywhere">{from.file}</span> changes it.
        It cannot be changed here while definitions are read from that repository.
      </Callout>
      {source ? <KindProblems place={source} problems={problems} /> : null}
    </div>
  );
}
