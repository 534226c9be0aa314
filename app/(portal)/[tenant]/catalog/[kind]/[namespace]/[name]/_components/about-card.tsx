"use client";

import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { catalogQuery } from "@/lib/catalog/client";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { EntityLink } from "../../../../../_components/entity-link";
import { EditField } from "./edit-field";
import type { EntityFacts, LinkedEntity } from "./entity-facts";
import { EditedMark, SourcedField } from "./sourced-field";

type AboutCardProps = {
  readonly slug: string;
  readonly facts: EntityFacts;
  readonly mayEdit: boolean;
};

/** Drawn where the page is, so that its facts travel and not their elements. */
export function AboutCard({ slug, facts, mayEdit }: AboutCardProps) {
  const { description, owner, system, type, lifecycle, language, tags, links } = facts;
  const editIn = mayEdit ? slug : undefined;
  const field = { entityRef: facts.ref, editIn };
  return (
    <Card title="About">
      <div className="group mb-3 flex items-start gap-1.5">
        <p className="max-w-prose min-w-0 text-sm wrap-anywhere">
          {description.value ?? <span className="text-ink-faint">No description yet.</span>}
        </p>
        <EditedMark origin={description.origin} />
        {editIn ? <EditField tenant={editIn} entityRef={facts.ref} path={description.origin.path} /> : null}
      </div>
      <dl>
        {owner ? (
          <SourcedField label="Owner" origin={owner.origin} {...field}>
            {typeof owner.value === "string" ? (
              <span className="text-ink-faint">{owner.value}</span>
            ) : (
              <Linked slug={slug} entity={owner.value} />
            )}
          </SourcedField>
        ) : null}
        {system ? (
          <SourcedField label="System" origin={system.origin} {...field}>
            <Linked slug={slug} entity={system.value} />
          </SourcedField>
        ) : null}
        {type ? (
          <SourcedField label="Type" origin={type.origin} {...field}>
            <Link
              className="hover:underline"
              href={`/${slug}/catalog${catalogQuery({ kind: [facts.kind], type: [type.value] })}`}
            >
              {type.value}
            </Link>
          </SourcedField>
        ) : null}
        {lifecycle ? (
          <SourcedField label="Lifecycle" origin={lifecycle.origin} {...field}>
            {lifecycle.value}
          </SourcedField>
        ) : null}
        {language ? (
          <SourcedField label="Language" origin={language.origin} {...field}>
            {language.value}
          </SourcedField>
        ) : null}
        {tags.value.length > 0 ? (
          <SourcedField label="Tags" origin={tags.origin} {...field}>
            <span className="flex flex-wrap gap-1">
              {tags.value.map((tag) => (
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
        {links.value.length > 0 ? (
          <SourcedField label="Links" origin={links.origin} {...field}>
            <ul className="grid gap-1">
              {links.value.map((link) => (
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

function Linked({ slug, entity }: { readonly slug: string; readonly entity: LinkedEntity }) {
  return <EntityLink slug={slug} entityRef={entity.ref} title={entity.title} kind={entity.kind} />;
}
