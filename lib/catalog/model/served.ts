import type { Json } from "@/lib/platform/types";
import { DEFAULT_NAMESPACE, type Entity } from "./entity";
import { canonicalJson } from "./fields";
import type { Provenance } from "./fragment";
import type { Relation } from "./relations";

/** The text of an entity around the place where the catalog writes uid and etag: at the end of its metadata. */
export type ServedParts = { readonly before: string; readonly after: string };

/** Cuts the text of an entity in two. The catalog's uid and etag count, whatever a source wrote there. */
export function servedParts({ apiVersion, kind, metadata, spec }: Entity): ServedParts {
  const { uid: _, etag: __, ...given } = metadata;
  const text = JSON.stringify({ ...given, namespace: metadata.namespace ?? DEFAULT_NAMESPACE });
  return {
    before: `{"apiVersion":${JSON.stringify(apiVersion)},"kind":${JSON.stringify(kind)},"metadata":${text.slice(0, -1)}`,
    after: spec === undefined ? "}}" : `},"spec":${JSON.stringify(spec)}}`,
  };
}

/** The text of a body whose parts are at hand, as JSON.stringify would give it but for the place of its namespace. */
export function textOfBody(body: Entity, { before, after }: ServedParts): string {
  const { uid, etag, namespace } = body.metadata;
  const isWhole = uid === undefined && etag === undefined && namespace !== undefined;
  return isWhole ? before + after : JSON.stringify(body);
}

/** The text of an entity as it is served, but for its relations. */
export function servedText({ before, after }: ServedParts, uid: string, etag: string): string {
  return `${before},"uid":"${uid}","etag":"${etag}"${after}`;
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
