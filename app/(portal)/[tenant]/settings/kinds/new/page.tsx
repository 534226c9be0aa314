import type { Metadata } from "next";
import { loadPage, type PageProps } from "@/app/_server/load-page";
import { can } from "@/lib/access";
import { ForbiddenState } from "@/lib/ui/forbidden-state";
import { PageHeader } from "@/lib/ui/page-header";
import { KindEditor } from "../_components/kind-editor";

export const metadata: Metadata = { title: "Declare a kind" };

export default async function NewKindPage(props: PageProps) {
  const { ctx } = await loadPage(props);
  const crumbs = [{ label: "Kinds and fields", href: `/${ctx.slug}/settings/kinds` }, { label: "New" }];
  return (
    <>
      <PageHeader crumbs={crumbs} title="Declare a kind" />
      {can(ctx, "catalog.model.manage") ? (
        <KindEditor
          slug={ctx.slug}
          version={0}
          definition={{
            kind: "",
            apiVersions: ["backstage.io/v1alpha1"],
            relations: [],
            columns: [],
            filters: [],
          }}
        />
      ) : (
        <ForbiddenState to="declare kinds" permission="catalog.model.manage" grantedBy="an owner or admin" />
      )}
    </>
  );
}
