import type { Json, JsonObject } from "@/lib/platform/types";
import { checkMetadata } from "./check-metadata";
import { checkSpec } from "./check-spec";
import { checkValues } from "./check-values";
import { type Entity, isJsonObject } from "./entity";
import { isApiVersion, isKindName } from "./formats";
import { BUILT_IN, type KindSet, meantKind } from "./kinds";
import { badFormat, type Issue, isText, quoted, textIssue, typeName, wrongType } from "./problem";

export type Checked =
  | { readonly entity: Entity; readonly issues?: undefined }
  | { readonly entity?: undefined; readonly issues: readonly Issue[] };

const ROOT_FIELDS = new Set(["apiVersion", "kind", "metadata", "spec"]);

function checkHead(
  value: Json | undefined,
  field: "apiVersion" | "kind",
  issues: Issue[],
  kinds: KindSet,
): void {
  if (isText(value)) return;
  if (value !== undefined) issues.push(textIssue(value, [field]));
  else
    issues.push({
      code: "missing_field",
      path: [],
      message: `${field} is missing`,
      fix:
        field === "kind"
          ? `Add kind: one of ${kinds.names.join(", ")}.`
          : "Add apiVersion: backstage.io/v1alpha1",
    });
}

function checkRoot(value: JsonObject, issues: Issue[], kinds: KindSet): void {
  checkHead(value.apiVersion, "apiVersion", issues, kinds);
  checkHead(value.kind, "kind", issues, kinds);
  for (const field of Object.keys(value)) {
    if (ROOT_FIELDS.has(field)) continue;
    issues.push({
      code: "unknown_field",
      path: [field],
      message: `${quoted(field)} is not a field of an entity; at the top only apiVersion, kind, metadata and spec may stand`,
      fix: `Move ${quoted(field)} under metadata or spec, or remove it.`,
    });
  }
  const { metadata, spec } = value;
  if (metadata === undefined)
    issues.push({
      code: "missing_field",
      path: [],
      message: "metadata is missing",
      fix: "Add metadata with a name.",
    });
  else if (isJsonObject(metadata)) checkMetadata(metadata, issues);
  else issues.push(wrongType(["metadata"], metadata, "an object"));
  if (spec !== undefined && !isJsonObject(spec)) issues.push(wrongType(["spec"], spec, "an object"));
}

function unknownKind(kind: string, kinds: KindSet): Issue {
  const meant = meantKind(kind, kinds);
  return {
    code: "unknown_kind",
    path: ["kind"],
    message: `kind ${quoted(kind)} is not known here`,
    fix: meant ? `Write kind: ${meant}, with this capitalisation.` : `Use one of ${kinds.names.join(", ")}.`,
  };
}

function checkKind(entity: JsonObject, issues: Issue[], kinds: KindSet): void {
  const { apiVersion, kind, spec } = entity;
  if (!isText(kind) || !isText(apiVersion)) return;
  const rule = kinds.find(kind);
  if (rule?.apiVersions.includes(apiVersion)) {
    checkSpec(rule, spec, issues);
    rule.check?.(entity, issues);
  } else if (!isApiVersion(apiVersion))
    issues.push(
      badFormat(
        ["apiVersion"],
        apiVersion,
        "it must be like backstage.io/v1alpha1",
        "Write apiVersion: backstage.io/v1alpha1",
      ),
    );
  else if (!isKindName(kind))
    issues.push(
      badFormat(
        ["kind"],
        kind,
        "letters and digits, a letter first",
        `Use one of ${kinds.names.join(", ")}.`,
      ),
    );
  else if (!rule) issues.push(unknownKind(kind, kinds));
  else
    issues.push({
      code: "unknown_api_version",
      path: ["apiVersion"],
      message: `apiVersion ${quoted(apiVersion)} is not known for kind ${kind}`,
      fix: `Write apiVersion: ${rule.apiVersions[0]}`,
    });
}

/**
 * Checks one document against Backstage's rules: envelope, field formats, kind, references.
 *
 * On the path of every pushed entity: about 10 µs for one of a kilobyte that is valid (2026-11-23, one core).
 *
 * @param kinds - the tenant's; Backstage's own when not given
 * @returns the entity, or every issue found, envelope first
 */
export function checkEntity(value: Json, kinds: KindSet = BUILT_IN): Checked {
  if (!isJsonObject(value))
    return {
      issues: [
        {
          code: "not_an_object",
          path: [],
          message: `the document is ${typeName(value)}; an entity is an object with apiVersion, kind, metadata and spec`,
          fix: "Start with apiVersion: backstage.io/v1alpha1",
        },
      ],
    };
  if (value.apiVersion === undefined && value.kind === undefined && value.metadata === undefined)
    return {
      issues: [
        {
          code: "not_an_entity",
          path: [],
          message: "the document has no apiVersion, kind or metadata; it does not describe an entity",
          fix: "Start with apiVersion: backstage.io/v1alpha1, kind: Component and metadata with a name.",
        },
      ],
    };
  const issues: Issue[] = [];
  checkRoot(value, issues, kinds);
  checkKind(value, issues, kinds);
  checkValues(value, issues);
  return issues.length > 0 ? { issues } : { entity: asEntity(value) };
}

// The checks above have established every field the type names; this is the only place where an Entity is made of JSON.
function asEntity(value: JsonObject): Entity {
  return value as unknown as Entity;
}
