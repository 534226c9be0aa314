import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { z } from "zod";
import type { EntityView } from "@/lib/catalog";
import { catalogQuery } from "@/lib/catalog/client";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { safeUrl } from "@/lib/ui/safe-url";
import { EntityLink } from "../../../../../_components/entity-link";
import { EditField } from "./edit-field";
import { isOverlaid, originText, SourcedField } from "./sourced-field";

const metadataSchema = z.looseObject({
  description: z.string().optional().catch(undefined),
  links: z
    .array(z.looseObject({ url: z.string(), title: z.string().optional() }))
    .catch([])
    .default([]),
});

type AboutCardProps = {
  readonly slug: string;
  readonly view: EntityView;
  /** undefined for a kind that has no owner */
  readonly ownerPath: string | undefined;
  readonly mayEdit: boolean;
};

export function AboutCard({ slug, view, ownerPath, mayEdit }: AboutCardProps) {
  const { entity } = view;
  const editIn = mayEdit && !entity.orphanedAt ? slug : undefined;
  const metadata = metadataSchema.parse(entity.body.metadata ?? {});
  const system = view.relations.find(
    (relation) => relation.type === "partOf" && relation.targetRef === entity.systemRef,
  );
  const links = metadata.links.flatMap((link) => {
    const url = safeUrl(link.url);
    return url === undefined ? [] : [{ url, title: link.title ?? link.url }];
  });
  return (
    <Card title="About">
      <div className="group mb-3 flex items-start gap-1.5">
        <p className="max-w-prose min-w-0 text-sm wrap-anywhere">
          {metadata.description ?? <span className="text-ink-faint">No description yet.</span>}
        </p>
        {isOverlaid(entity, "metadata.description") ? (
          <Badge tone="accent" title={originText(entity, "metadata.description")}>
            edited
          </Badge>
        ) : null}
        {editIn ? <EditField tenant={editIn} entityRef={entity.ref} path="metadata.description" /> : null}
      </div>
      <dl>
        {view.owner || ownerPath ? (
          <SourcedField label="Owner" entity={entity} editIn={editIn} path={ownerPath ?? "spec.owner"}>
            {view.owner ? (
              <EntityLink
                slug={slug}
                entityRef={view.owner.ref}
                title={view.owner.title}
                kind={view.owner.kind ?? view.owner.ref.split(":")[0] ?? "group"}
              />
            ) : (
              <span className="text-ink-faint">
                {view.verdicts.length > 0
                  ? "No owner: neither CODEOWNERS, teams nor commits named one"
                  : "No owner: its source names none"}
              </span>
            )}
          </SourcedField>
        ) : null}
        {entity.systemRef ? (
          <SourcedField label="System" entity={entity} editIn={editIn} path="spec.system">
            <EntityLink
              slug={slug}
              entityRef={entity.systemRef}
              title={system?.title ?? undefined}
              kind="system"
            />
          </SourcedField>
        ) : null}
        {entity.type ? (
          <SourcedField label="Type" entity={entity} editIn={editIn} path="spec.type">
            <Link
              className="hover:underline"
              href={`/${slug}/catalog${catalogQuery({ kind: [entity.kind], type: [entity.type] })}`}
            >
              {entity.type}
            </Link>
          </SourcedField>
        ) : null}
        {entity.lifecycle ? (
          <SourcedField label="Lifecycle" entity={entity} editIn={editIn} path="spec.lifecycle">
            {entity.lifecycle}
          </SourcedField>
        ) : null}
        {entity.language ? (
          <SourcedField
            label="Language"
            entity={entity}
            editIn={editIn}
            path="metadata.annotations.portico.dev/language"
          >
            {entity.language}
          </SourcedField>
        ) : null}
        {entity.tags.length > 0 ? (
          <SourcedField label="Tags" entity={entity} editIn={editIn} path="metadata.tags">
            <span className="flex flex-wrap gap-1">
              {entity.tags.map((tag) => (
                <Link
                  key={tag}
                  href={`/${slug}/catalog${catalogQuery({ tag: [tag] })}`}
                  className="rounded-md"
                >
                  <Badge>{tag}</Badge>
                </Link>
              ))}
            </span>
          </SourcedField>
        ) : null}
        {links.length > 0 ? (
          <SourcedField label="Links" entity={entity} editIn={editIn} path="metadata.links">
            <ul className="grid gap-1">
              {links.map((link) => (
                <li key={`${link.url} ${link.title}`} className="min-w-0">
                  <a
                    href={link.url}
                    target="_blank"
                    rel="noopener noreferrer"
                    className="inline-flex max-w-full items-center gap-1 text-accent-ink hover:underline"
                  >
                    <span className="truncate">{link.title}</span>
                    <ExternalLink aria-hidden="true" className="size-3 shrink-0" />
                  </a>
                </li>
              ))}
            </ul>
          </SourcedField>
        ) : null}
      </dl>
    </Card>
  );
}
