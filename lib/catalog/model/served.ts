import type { Json } from "@/lib/platform/types";
import { DEFAULT_NAMESPACE, type Entity } from "./entity";
import { canonicalJson } from "./fields";
import type { Provenance } from "./fragment";
import type { Relation } from "./relations";

/** The text of an entity as it is served, but for its relations: uid and etag stand in metadata, whatever a source wrote there. */
export function servedText(body: Entity, uid: string, etag: string): string {
  const { apiVersion, kind, metadata, spec } = body;
  const namespace = metadata.namespace ?? DEFAULT_NAMESPACE;
  return JSON.stringify({ apiVersion, kind, metadata: { ...metadata, namespace, uid, etag }, spec });
}

/** The entity of a served text, without what the catalog added: the body that sources gave. */
export function bodyOfServed(served: string): Entity {
  // Written by servedText only.
  const { metadata, ...rest }: Entity = JSON.parse(served);
  const { uid: _, etag: __, ...given } = metadata;
  return { ...rest, metadata: { ...given, name: metadata.name } };
}

/** A relation as the entity's row keeps it. */
export function relationText({ type, inverse, targetRef }: Relation): string {
  return `${type} ${inverse} ${targetRef}`;
}

/** The target of a relation as the entity's row keeps it. */
export function targetOfRelationText(text: string): string {
  return text.slice(text.lastIndexOf(" ") + 1);
}

/** Where a field's value comes from. Paths that share one origin stand under `*` together. */
export function provenanceOf<P>(provenance: Readonly<Record<string, P>>, path: string): P | undefined {
  return provenance[path] ?? provenance["*"];
}

/** Folds the origins that equal the fallback's into it. */
export function foldProvenance(
  byPath: ReadonlyMap<string, Provenance>,
  fallback: Provenance,
): Readonly<Record<string, Provenance>> {
  const common = textOf(fallback);
  const folded: Record<string, Provenance> = { "*": fallback };
  for (const [path, origin] of byPath) {
    if (origin !== fallback && textOf(origin) !== common) folded[path] = origin;
  }
  return folded;
}

// An origin is JSON; its type carries optional members, which canonicalJson leaves out.
const textOf = (origin: Provenance) => canonicalJson(origin as unknown as Json);
