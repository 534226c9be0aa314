"use client";

import type { EntityRow } from "@/lib/catalog";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { KindTile } from "@/lib/ui/kind-icon";
import { type LinkTab, LinkTabs } from "@/lib/ui/link-tabs";
import { useKindWords } from "@/lib/ui/own-kinds";
import { PageHeader } from "@/lib/ui/page-header";
import { EditField } from "./edit-field";

type EntityHeadProps = {
  readonly slug: string;
  readonly entity: Pick<EntityRow, "ref" | "kind" | "title" | "type" | "lifecycle" | "orphanedAt">;
  readonly repositoryUrl: string | undefined;
  /** names of its fields, for somebody who may edit them */
  readonly editable: readonly string[] | undefined;
  readonly tabs: readonly LinkTab[];
};

/** Head of an entity's page. Drawn where the page is, so that its data travels and not its elements. */
export function EntityHead({ slug, entity, repositoryUrl, editable, tabs }: EntityHeadProps) {
  const words = useKindWords();
  return (
    <PageHeader
      crumbs={[
        { label: "Catalog", href: `/${slug}/catalog` },
        { label: words.plural(entity.kind), href: `/${slug}/catalog?kind=${entity.kind}` },
        { label: entity.title },
      ]}
      icon={<KindTile kind={entity.kind} type={entity.type ?? undefined} />}
      title={entity.title}
      entityRef={entity.ref}
      badges={
        <>
          <Badge>{entity.type ?? words.title(entity.kind)}</Badge>
          {entity.lifecycle ? <Badge tone={toneOf(entity.lifecycle)}>{entity.lifecycle}</Badge> : null}
          {entity.orphanedAt ? <Badge tone="warn">orphaned</Badge> : null}
        </>
      }
      actions={
        <>
          {repositoryUrl ? (
            <Button asChild>
              <a href={repositoryUrl} target="_blank" rel="noopener noreferrer">
                Open repository
              </a>
            </Button>
          ) : null}
          {editable ? (
            <EditField
              tenant={slug}
              entityRef={entity.ref}
              paths={editable}
              trigger={<Button variant="primary">Edit</Button>}
            />
          ) : null}
        </>
      }
      tabs={<LinkTabs label="Parts of this page" tabs={tabs} />}
    />
  );
}

function toneOf(lifecycle: string): "ok" | "warn" | "neutral" {
  if (lifecycle === "production") return "ok";
  return lifecycle === "deprecated" ? "warn" : "neutral";
}
