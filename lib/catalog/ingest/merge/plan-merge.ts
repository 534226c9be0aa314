import { randomUUID } from "node:crypto";
import { sha256 } from "@/lib/platform/crypto";
import type { Json } from "@/lib/platform/types";
import { DEFAULT_NAMESPACE, isJsonObject, LANGUAGE_ANNOTATION, stringField } from "../../model/entity";
import { canonicalJson, diffEntities } from "../../model/fields";
import { type Merged, type MergeInput, mergeFragments } from "../../model/merge";
import { canonicalRef } from "../../model/ref";
import { relationsOf } from "../../model/relations";
import { bodyOfServed, relationText, servedText } from "../../model/served";
import type { EntityHead, EntityWrite, RevisionWrite } from "../../store/entity-store";
import type { Causes } from "./causes";

export type MergePlan = {
  readonly writes: readonly EntityWrite[];
  readonly orphans: readonly EntityHead[];
  readonly revisions: readonly RevisionWrite[];
  /** refs that are in the catalog now and were not before */
  readonly appeared: readonly string[];
  /** fragments that claim a name another one has, with the winner's source */
  readonly refused: readonly {
    readonly ref: string;
    readonly fragment: MergeInput;
    readonly winner: MergeInput;
  }[];
};

export type MergeState = {
  /** refs whose fragments changed */
  readonly refs: readonly string[];
  readonly fragments: ReadonlyMap<string, readonly [MergeInput, ...MergeInput[]]>;
  readonly entities: readonly EntityHead[];
  /** new ref → the ref the same source key had before */
  readonly renames: ReadonlyMap<string, string>;
  readonly causes: Causes;
};

function toWrite(ref: string, merged: Merged, uid: string, version: number): EntityWrite {
  const { body, provenance } = merged;
  const { metadata, spec } = body;
  const namespace = metadata.namespace ?? DEFAULT_NAMESPACE;
  const [kind = "", rest = ""] = [ref.slice(0, ref.indexOf(":")), ref.slice(ref.indexOf(":") + 1)];
  const profile = isJsonObject(spec?.profile) ? stringField(spec.profile, "displayName") : undefined;
  const title = metadata.title ?? profile ?? metadata.name;
  // Bodies and provenance are JSON; their types carry optional members, which canonicalJson leaves out.
  const text = canonicalJson(body as unknown as Json);
  const etag = sha256(text).slice(0, 40);
  const owner = stringField(spec, "owner");
  const system = stringField(spec, "system");
  return {
    uid,
    ref,
    kind,
    namespace: rest.slice(0, rest.indexOf("/")),
    name: rest.slice(rest.indexOf("/") + 1),
    title,
    type: stringField(spec, "type"),
    lifecycle: stringField(spec, "lifecycle"),
    ownerRef: owner === undefined ? undefined : canonicalRef(owner, { kind: "group", namespace }),
    systemRef: system === undefined ? undefined : canonicalRef(system, { kind: "system", namespace }),
    language: metadata.annotations?.[LANGUAGE_ANNOTATION],
    tags: metadata.tags ?? [],
    served: servedText(body, uid, etag),
    provenance,
    hash: sha256(etag + canonicalJson(provenance as unknown as Json)).slice(0, 40),
    etag,
    version,
    relations: relationsOf(body).map(relationText),
  };
}

/**
 * Compares what the sources say now with what is stored, and says what to write. Pure but for new ids.
 *
 * A ref whose source key had another ref before takes that entity's row along, when nobody else speaks of the old ref: a
 * renamed repository keeps its identity and history.
 */
export function planMerge(state: MergeState): MergePlan {
  const entities = new Map(state.entities.map((entity) => [entity.ref, entity]));
  const moved = new Set<string>();
  const writes: EntityWrite[] = [];
  const revisions: RevisionWrite[] = [];
  const appeared: string[] = [];
  const refused: MergePlan["refused"][number][] = [];
  for (const ref of state.refs) {
    const fragments = state.fragments.get(ref);
    if (!fragments) continue;
    const merged = mergeFragments(fragments);
    refused.push(...merged.refused.map((fragment) => ({ ref, fragment, winner: merged.top })));
    const before = state.renames.get(ref);
    const mover =
      before !== undefined && !entities.has(ref) && !state.fragments.has(before) && !moved.has(before)
        ? entities.get(before)
        : undefined;
    if (mover) moved.add(mover.ref);
    const old = entities.get(ref) ?? mover;
    const next = toWrite(ref, merged, old?.uid ?? randomUUID(), old?.version ?? 1);
    if (!old || old.orphaned || mover) appeared.push(ref);
    if (!old) {
      writes.push(next);
      revisions.push({
        uid: next.uid,
        ref,
        version: 1,
        change: "created",
        cause: state.causes.of(ref),
        diff: [],
      });
    } else if (old.etag !== next.etag || old.orphaned) {
      const version = old.version + 1;
      const diff = diffEntities(bodyOfServed(old.served), bodyOfServed(next.served));
      const change = old.orphaned ? "restored" : "changed";
      const cause = state.causes.of(ref, {
        provenance: merged.provenance,
        paths: diff.map(({ path }) => path),
      });
      writes.push({ ...next, version });
      revisions.push({ uid: next.uid, ref, version, change, cause, diff });
    } else if (old.hash !== next.hash) writes.push(next);
  }
  const orphans = state.entities.filter(
    (entity) => !entity.orphaned && !moved.has(entity.ref) && !state.fragments.has(entity.ref),
  );
  revisions.push(
    ...orphans.map(({ uid, ref, version }) => ({
      uid,
      ref,
      version: version + 1,
      change: "removed" as const,
      cause: state.causes.of(ref),
      diff: [],
    })),
  );
  return { writes, orphans, revisions, appeared, refused };
}
