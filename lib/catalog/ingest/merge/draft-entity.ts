import { sha256 } from "@/lib/platform/crypto";
import type { Json } from "@/lib/platform/types";
import {
  DEFAULT_NAMESPACE,
  type Entity,
  LANGUAGE_ANNOTATION,
  stringField,
  titleOf,
} from "../../model/entity";
import { canonicalJson } from "../../model/fields";
import type { Provenance } from "../../model/fragment";
import type { KindSet } from "../../model/kinds";
import { canonicalRef } from "../../model/ref";
import { relationsOf } from "../../model/relations";
import { relationText, type ServedParts, servedParts, servedText } from "../../model/served";
import { etagOf } from "../../store/body-etag";
import type { EntityHead, EntityWrite } from "../../store/entity-store";

/** An entity's row but for what depends on the row it becomes. */
export type EntityDraft = Omit<EntityWrite, "uid" | "version" | "served"> & { readonly parts: ServedParts };

/** Provenance as its column holds it. Many entities of a source share one, so its text is made once. */
export function provenanceText(provenance: Readonly<Record<string, Provenance>>): string {
  // Its type carries optional members, which canonicalJson leaves out.
  return canonicalJson(provenance as unknown as Json);
}

/** Works out everything the catalog keeps of an entity beside its sources. Pure, and the dearest part of a merge. */
export function draftEntity(ref: string, body: Entity, provenance: string, kinds: KindSet): EntityDraft {
  const { metadata, spec } = body;
  const namespace = metadata.namespace ?? DEFAULT_NAMESPACE;
  const owner = stringField(spec, "owner");
  const system = stringField(spec, "system");
  const parts = servedParts(body);
  const etag = etagOf(parts);
  return {
    ref,
    title: titleOf(body),
    type: stringField(spec, "type"),
    lifecycle: stringField(spec, "lifecycle"),
    ownerRef: owner === undefined ? undefined : canonicalRef(owner, { kind: "group", namespace }),
    systemRef: system === undefined ? undefined : canonicalRef(system, { kind: "system", namespace }),
    language: metadata.annotations?.[LANGUAGE_ANNOTATION],
    tags: metadata.tags ?? [],
    relations: relationsOf(body, kinds).map(relationText),
    provenance,
    hash: stateHash(etag, provenance),
    etag,
    parts,
  };
}

function stateHash(etag: string, provenance: string): string {
  return sha256(etag + provenance).slice(0, 40);
}

/** The row of an entity whose content is as before although its text is not: it keeps text and etag. */
export function unchangedText(next: EntityWrite, old: EntityHead): EntityWrite {
  const { etag, served } = old;
  return { ...next, etag, served, hash: stateHash(etag, next.provenance) };
}

/** The row a draft becomes. */
export function writeOfDraft({ parts, ...draft }: EntityDraft, uid: string, version: number): EntityWrite {
  return { ...draft, uid, version, served: servedText(parts, uid, draft.etag) };
}
