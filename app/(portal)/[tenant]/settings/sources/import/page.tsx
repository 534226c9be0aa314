import type { Metadata } from "next";
import { z } from "zod";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { getSource } from "@/lib/imports";
import { PageHeader } from "@/lib/ui/page-header";
import { SourcesForbidden } from "../_components/sources-forbidden";
import { ImportWizard } from "./_components/import-wizard";
import type { KnownImport } from "./_components/upload-mapping";

export const metadata: Metadata = { title: "Import a file · Settings" };

const search = z.object({ source: z.uuid().optional().catch(undefined) });

/** From a file to entities in three steps: the file, its columns, what would happen. */
export default async function ImportPage(props: PageProps) {
  const { ctx, search: asked } = await loadPage(props, { search });
  if (!can(ctx, "catalog.source.manage")) return <SourcesForbidden tenantName={ctx.tenantName} />;
  let known: KnownImport | undefined;
  if (asked.source) {
    const source = await getSource(ctx, { sourceId: asked.source });
    const { input, mode } = source.definition;
    if (input.kind === "upload")
      known = { sourceId: source.sourceId, name: source.name, mapping: input.mapping, mode };
  }
  const list = `/${ctx.slug}/settings/sources`;
  return (
    <>
      <PageHeader
        crumbs={[
          { label: "Sources", href: list },
          ...(known ? [{ label: known.name, href: `${list}/${known.sourceId}` }] : []),
          { label: known ? "New file" : "Import a file" },
        ]}
        title={known ? "Send a new file" : "Import a file"}
        description="CSV with headings in its first row, or JSON: a list, an object that holds one, or one object a line. At most 20 MiB. Nothing changes before you have seen what would."
      />
      <ImportWizard tenant={ctx.slug} known={known} />
    </>
  );
}
