import type { Json } from "@/lib/platform/types";
import type { Cause } from "../../model/cause";
import { checkEntity } from "../../model/check-entity";
import { type Entity, isJsonObject, refOf } from "../../model/entity";
import type { Fragment } from "../../model/fragment";
import type { KindSet } from "../../model/kinds";
import { fieldName } from "../../model/problem";
import { normaliseEntity } from "../../model/relations";

/** One entity as a source outside GitHub gave it. */
export type GivenEntity = {
  readonly entity: Json;
  /** line, row or position in what was sent, from 1 */
  readonly row: number;
  /** of the content as it came; makes an unchanged entity cheap to tell */
  readonly hash?: string;
};

/** Why one was not taken. */
export type Rejection = {
  readonly row: number;
  readonly ref?: string | undefined;
  /** the field at fault, as `spec.owner` */
  readonly path?: string | undefined;
  readonly reason: string;
  readonly fix?: string | undefined;
};

/** Who gives entities: a pushed set, an import, a processor. */
export type EntitySource = {
  readonly sourceId: string;
  /** as pages name it */
  readonly name: string;
  /** in words, for the origin of each value: "pushed to the set inventory" */
  readonly rule: string;
  /** `<type>:<target>` for managed-by-location when the entity names no place itself */
  readonly location: string;
  /** who or what revisions name */
  readonly cause: Cause;
};

export type SourceFragment = Fragment & {
  readonly repositoryId: undefined;
  readonly hash?: string;
  readonly row: number;
  /** the body's JSON, when it was made already */
  readonly text?: string | undefined;
};

const BY = "backstage.io/managed-by-location";
const ORIGIN = "backstage.io/managed-by-origin-location";

function withPlace(entity: Entity, location: string): Entity {
  const given = entity.metadata.annotations;
  if (given?.[BY] !== undefined && given[ORIGIN] !== undefined) return entity;
  const by = given?.[BY] ?? location;
  const annotations = { ...given, [BY]: by, [ORIGIN]: given?.[ORIGIN] ?? by };
  return { ...entity, metadata: { ...entity.metadata, annotations } };
}

function intendedRef(value: Json): string | undefined {
  if (!isJsonObject(value) || !isJsonObject(value.metadata)) return undefined;
  const { kind } = value;
  const { name, namespace } = value.metadata;
  if (typeof kind !== "string" || typeof name !== "string") return undefined;
  return `${kind}:${typeof namespace === "string" ? namespace : "default"}/${name}`
    .toLowerCase()
    .slice(0, 255);
}

/**
 * Checks what a source gave and makes fragments of it. What does not pass is rejected with its row; the others go on.
 *
 * @param seen - refs of this source's current reading with their rows; filled here, so that a second mention is told across batches
 * @param kinds - the tenant's; Backstage's own when not given
 */
export function readGiven(
  source: EntitySource,
  given: readonly GivenEntity[],
  seen: Map<string, number>,
  kinds?: KindSet,
): { readonly fragments: readonly SourceFragment[]; readonly rejected: readonly Rejection[] } {
  const fragments: SourceFragment[] = [];
  const rejected: Rejection[] = [];
  const origins = { "*": { rule: source.rule } };
  for (const { entity: value, row, hash } of given) {
    const checked = checkEntity(value, kinds);
    if (checked.issues) {
      const [issue] = checked.issues;
      const more = checked.issues.length - 1;
      rejected.push({
        row,
        ref: intendedRef(value),
        path: issue && (fieldName(issue.path) || undefined),
        reason: `${issue ? withField(issue.message, fieldName(issue.path)) : "not an entity"}${more > 0 ? ` (and ${more} more)` : ""}`,
        fix: issue?.fix,
      });
      continue;
    }
    const body = withPlace(normaliseEntity(checked.entity), source.location);
    const ref = refOf(body);
    const before = seen.get(ref);
    if (before !== undefined) {
      rejected.push({
        row,
        ref,
        reason:
          before > 0 ? `${ref} is given already in row ${before}` : `${ref} is given already in another row`,
        fix: "Give it once, or give one of the two another name.",
      });
      continue;
    }
    seen.set(ref, row);
    fragments.push({
      sourceKey: ref,
      ref,
      layer: "imported",
      body,
      origins,
      source: source.name,
      repositoryId: undefined,
      row,
      ...(hash === undefined ? {} : { hash }),
    });
  }
  return { fragments, rejected };
}

function withField(message: string, field: string): string {
  return field === "" || message.includes(field) ? message : `${field}: ${message}`;
}
