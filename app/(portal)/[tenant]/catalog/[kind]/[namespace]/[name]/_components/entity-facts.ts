import { z } from "zod";
import type { EntityView } from "@/lib/catalog";
import { safeUrl } from "@/lib/ui/safe-url";
import { type FactOrigin, originOf } from "./origin-text";

/** A value with where it comes from. */
export type Fact<T> = { readonly value: T; readonly origin: FactOrigin };
export type LinkedEntity = {
  readonly ref: string;
  /** undefined: no such entity is known */
  readonly title: string | undefined;
  readonly kind: string;
};

/** What the card "About" shows, as data: the browser gets these and not the whole entity. */
export type EntityFacts = {
  readonly ref: string;
  readonly kind: string;
  readonly description: Fact<string | undefined>;
  /** undefined for a kind that has no owner; its value is why there is none where it is a text */
  readonly owner: Fact<LinkedEntity | string> | undefined;
  readonly system: Fact<LinkedEntity> | undefined;
  readonly type: Fact<string> | undefined;
  readonly lifecycle: Fact<string> | undefined;
  readonly language: Fact<string> | undefined;
  readonly tags: Fact<readonly string[]>;
  readonly links: Fact<readonly { readonly url: string; readonly title: string }[]>;
};

const metadataSchema = z.looseObject({
  description: z.string().optional().catch(undefined),
  links: z
    .array(z.looseObject({ url: z.string(), title: z.string().optional() }))
    .catch([])
    .default([]),
});

/** @param ownerPath - the field that names the owner; undefined for a kind that has none */
export function factsOf(view: EntityView, ownerPath: string | undefined): EntityFacts {
  const { entity } = view;
  const metadata = metadataSchema.parse(entity.body.metadata ?? {});
  const fact = <T>(path: string, value: T): Fact<T> => ({ value, origin: originOf(entity, path) });
  const known = <T>(path: string, value: T | null): Fact<T> | undefined =>
    value === null || value === "" ? undefined : fact(path, value);
  const system = view.relations.find(
    (relation) => relation.type === "partOf" && relation.targetRef === entity.systemRef,
  );
  const links = metadata.links.flatMap((link) => {
    const url = safeUrl(link.url);
    return url === undefined ? [] : [{ url, title: link.title ?? link.url }];
  });
  return {
    ref: entity.ref,
    kind: entity.kind,
    description: fact("metadata.description", metadata.description),
    owner: view.owner || ownerPath ? fact(ownerPath ?? "spec.owner", ownerOf(view)) : undefined,
    system: entity.systemRef
      ? fact("spec.system", { ref: entity.systemRef, title: system?.title ?? undefined, kind: "system" })
      : undefined,
    type: known("spec.type", entity.type),
    lifecycle: known("spec.lifecycle", entity.lifecycle),
    language: known("metadata.annotations.portico.dev/language", entity.language),
    tags: fact("metadata.tags", entity.tags),
    links: fact("metadata.links", links),
  };
}

function ownerOf({ owner, verdicts }: EntityView): LinkedEntity | string {
  if (owner)
    return { ref: owner.ref, title: owner.title, kind: owner.kind ?? owner.ref.split(":")[0] ?? "group" };
  return verdicts.length > 0
    ? "No owner: neither CODEOWNERS, teams nor commits named one"
    : "No owner: its source names none";
}
