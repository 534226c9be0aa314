import type { Metadata } from "next";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { findTemplate, readTemplate } from "@/lib/imports";
import { PageHeader } from "@/lib/ui/page-header";
import { SourcesForbidden } from "../_components/sources-forbidden";
import { EMPTY_DRAFT } from "../_editor/draft";
import { ProcessorEditor } from "../_editor/processor-editor";
import { TemplateGallery } from "../_editor/template-gallery";
import { TemplateNotes } from "../_editor/template-notes";

export const metadata: Metadata = { title: "Connect an inventory · Settings" };

const search = z.object({ template: z.string().max(40).optional() });

/** A new processor: pick a worked mapping, or begin with an empty page. */
export default async function NewSourcePage(props: PageProps) {
  const { ctx, search: asked } = await loadPage(props, { search });
  if (!can(ctx, "catalog.source.manage")) return <SourcesForbidden tenantName={ctx.tenantName} />;
  const list = `/${ctx.slug}/settings/sources`;
  const crumbs = [{ label: "Sources", href: list }];
  if (asked.template === undefined)
    return (
      <>
        <PageHeader
          crumbs={[...crumbs, { label: "Connect an inventory" }]}
          title="Connect an inventory"
          description="What knows your services already? It is read on a schedule and mapped to entities by expressions you can change; every run can be undone."
        />
        <TemplateGallery tenant={ctx.slug} />
      </>
    );
  const template = findTemplate(asked.template);
  const filled = template && readTemplate(template);
  return (
    <>
      <PageHeader
        crumbs={[
          ...crumbs,
          { label: "Connect an inventory", href: `${list}/new` },
          { label: template?.vendor ?? "Your own" },
        ]}
        title={template ? `Connect ${template.vendor}` : "Connect your inventory"}
      />
      <div className="grid gap-5">
        {template ? <TemplateNotes template={template} /> : null}
        <ProcessorEditor
          tenant={ctx.slug}
          template={
            template ? { id: template.id, vendor: template.vendor, blanks: template.blanks } : undefined
          }
          draft={filled ? { ...filled.definition, name: template.vendor, input: filled.input } : EMPTY_DRAFT}
          samples={filled?.samples ?? {}}
          storedSecrets={[]}
          secretWords={template?.secrets ?? {}}
        />
      </div>
    </>
  );
}
