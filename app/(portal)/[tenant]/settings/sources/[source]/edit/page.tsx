import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { findTemplate, getSource } from "@/lib/imports";
import { PageHeader } from "@/lib/ui/page-header";
import { SourcesForbidden } from "../../_components/sources-forbidden";
import { ProcessorEditor } from "../../_editor/processor-editor";

export const metadata: Metadata = { title: "Edit a source · Settings" };

const params = z.object({ source: z.uuid() });

/** Changes a processor; its secrets stay where they are unless the address changes. */
export default async function EditSourcePage(props: PageProps) {
  const { ctx, params: asked } = await loadPage(props, { params });
  if (!can(ctx, "catalog.source.manage")) return <SourcesForbidden tenantName={ctx.tenantName} />;
  const source = await getSource(ctx, { sourceId: asked.source });
  const { input, schedule, mode } = source.definition;
  if (input.kind !== "http") notFound();
  const list = `/${ctx.slug}/settings/sources`;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Sources", href: list },
          { label: source.name, href: `${list}/${source.sourceId}` },
          { label: "Edit" },
        ]}
        title="Edit"
        description="A change counts from the next run on. Runs that have been keep the definition they ran with."
      />
      <ProcessorEditor
        tenant={ctx.slug}
        sourceId={source.sourceId}
        draft={{ name: source.name, input, schedule, mode }}
        samples={{}}
        storedSecrets={source.secrets}
        secretWords={findTemplate(source.template ?? "")?.secrets ?? {}}
      />
    </>
  );
}
