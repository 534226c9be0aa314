import type { Json, JsonObject } from "@/lib/platform/types";
import { checkMetadata, checkText, typeName, wrongType } from "./check-metadata";
import { checkSpec } from "./check-spec";
import { type Entity, isJsonObject, refOf } from "./entity";
import { isApiVersion, isKindName } from "./formats";
import { findKind, KINDS, meantKind } from "./kinds";
import { type FieldPath, fieldName, type Issue, LONE_SURROGATE, quoted } from "./problem";

export type Checked =
  | { readonly entity: Entity; readonly issues?: undefined }
  | { readonly entity?: undefined; readonly issues: readonly Issue[] };

const ROOT_FIELDS = new Set(["apiVersion", "kind", "metadata", "spec"]);

function checkRoot(value: JsonObject): Issue[] {
  const issues: Issue[] = [];
  for (const field of ["apiVersion", "kind"]) {
    if (value[field] === undefined)
      issues.push({
        code: "missing_field",
        path: [],
        message: `${field} is missing`,
        fix:
          field === "kind"
            ? `Add kind: one of ${KINDS.join(", ")}.`
            : "Add apiVersion: backstage.io/v1alpha1",
      });
    else issues.push(...checkText(value[field], [field]));
  }
  for (const field of Object.keys(value)) {
    if (ROOT_FIELDS.has(field)) continue;
    issues.push({
      code: "unknown_field",
      path: [field],
      message: `${quoted(field)} is not a field of an entity; at the top only apiVersion, kind, metadata and spec may stand`,
      fix: `Move ${quoted(field)} under metadata or spec, or remove it.`,
    });
  }
  return issues;
}

function checkKind(value: JsonObject): Issue[] {
  const { apiVersion, kind } = value;
  if (typeof kind !== "string" || typeof apiVersion !== "string") return [];
  if (!isApiVersion(apiVersion))
    return [
      {
        code: "bad_format",
        path: ["apiVersion"],
        message: `apiVersion ${quoted(apiVersion)} is not valid: it must be like backstage.io/v1alpha1`,
        fix: "Write apiVersion: backstage.io/v1alpha1",
      },
    ];
  if (!isKindName(kind))
    return [
      {
        code: "bad_format",
        path: ["kind"],
        message: `kind ${quoted(kind)} is not valid: letters and digits, a letter first`,
        fix: `Use one of ${KINDS.join(", ")}.`,
      },
    ];
  const rule = findKind(kind);
  if (!rule) {
    const meant = meantKind(kind);
    return [
      {
        code: "unknown_kind",
        path: ["kind"],
        message: `kind ${quoted(kind)} is not known here`,
        fix: meant ? `Write kind: ${meant}, with this capitalisation.` : `Use one of ${KINDS.join(", ")}.`,
      },
    ];
  }
  if (!rule.apiVersions.includes(apiVersion))
    return [
      {
        code: "unknown_api_version",
        path: ["apiVersion"],
        message: `apiVersion ${quoted(apiVersion)} is not known for kind ${kind}`,
        fix: `Write apiVersion: ${rule.apiVersions[0]}`,
      },
    ];
  return checkSpec(rule, value.spec);
}

const UNSTORABLE = new RegExp(`\\u0000|${LONE_SURROGATE.source}`);

function badCharacter(path: FieldPath): Issue {
  return {
    code: "bad_character",
    path,
    message: `${fieldName(path) || "the document"} holds NUL or half a surrogate pair, which no text may`,
    fix: "Remove the escape (\\0 or \\ud800 to \\udfff).",
  };
}

/** JSON-safe throughout, no key that would reach a prototype, no two keys that differ in case only (Backstage refuses those). */
function checkValues(value: Json, path: FieldPath, seen: Map<string, string>): Issue[] {
  if (typeof value === "number" && !Number.isFinite(value))
    return [
      {
        code: "wrong_type",
        path,
        message: `${fieldName(path)} is not a number JSON can hold`,
        fix: "Put it in quotes.",
      },
    ];
  if (typeof value === "string" && UNSTORABLE.test(value)) return [badCharacter(path)];
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((item: Json, index) => checkValues(item, [...path, index], seen));
  return Object.entries(value).flatMap(([key, item]): Issue[] => {
    const at = [...path, key];
    if (key === "__proto__")
      return [
        {
          code: "forbidden_key",
          path: at,
          message: `${fieldName(at)}: this key is not allowed`,
          fix: "Rename the key.",
        },
      ];
    if (UNSTORABLE.test(key)) return [badCharacter(path)];
    const name = at.filter((part) => typeof part === "string").join(".");
    const before = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), before ?? name);
    const clash: Issue[] =
      before !== undefined && before !== name
        ? [
            {
              code: "case_clash",
              path: at,
              message: `${quoted(name)} and ${quoted(before)} differ in upper and lower case only`,
              fix: "Keep one of the two.",
            },
          ]
        : [];
    return item === undefined ? clash : [...clash, ...checkValues(item, at, seen)];
  });
}

/**
 * Checks one document against Backstage's rules: envelope, field formats, kind, references.
 *
 * @returns the entity, or every issue found, envelope first
 */
export function checkEntity(value: Json): Checked {
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
  const metadata = value.metadata;
  const issues = [...checkRoot(value)];
  if (metadata === undefined)
    issues.push({
      code: "missing_field",
      path: [],
      message: "metadata is missing",
      fix: "Add metadata with a name.",
    });
  else if (!isJsonObject(metadata)) issues.push(wrongType(["metadata"], metadata, "an object"));
  else issues.push(...checkMetadata(metadata));
  issues.push(...checkKind(value), ...checkValues(value, [], new Map()));
  if (issues.length > 0) return { issues };
  const entity = asEntity(value);
  const ref = refOf(entity);
  if (ref.length > 255)
    return {
      issues: [
        {
          code: "bad_format",
          path: ["metadata", "name"],
          message: `the reference ${quoted(ref)} has ${ref.length} characters; at most 255 are possible`,
          fix: "Shorten name or namespace.",
        },
      ],
    };
  return { entity };
}

// The checks above have established every field the type names; this is the only place where an Entity is made of JSON.
function asEntity(value: JsonObject): Entity {
  return value as unknown as Entity;
}
