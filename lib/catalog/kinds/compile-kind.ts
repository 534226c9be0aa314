import { Ajv2020, type ErrorObject, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { linearPattern } from "@/lib/platform/pattern";
import type { Json, JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "../model/entity";
import { BUILT_IN, type FieldRule, type KindRule, type RelationRule } from "../model/kinds";
import { type FieldPath, fieldName, type Issue, quoted, typeName } from "../model/problem";
import { FORMATS } from "./check-schema";
import type { KindDefinition } from "./definition";

// Tenants' patterns never meet the backtracking engine of the language. ajv tells patterns apart by their text form.
function safeRegExp(source: string) {
  const { test } = linearPattern(source);
  return { test, toString: () => `/${source}/` };
}
const regExp = Object.assign(safeRegExp, { code: "safeRegExp" });

function compiler(): Ajv2020 {
  const ajv = new Ajv2020({ allErrors: true, strict: false, unicodeRegExp: true, code: { regExp } });
  addFormats(ajv, { mode: "fast", formats: [...FORMATS] });
  return ajv;
}

const ERRORS_MAX = 20;

function valueAt(value: Json | undefined, path: FieldPath): Json | undefined {
  return path.reduce<Json | undefined>((at, part) => {
    if (Array.isArray(at)) return at[Number(part)];
    return isJsonObject(at) && Object.hasOwn(at, String(part)) ? at[String(part)] : undefined;
  }, value);
}

function pathOf(pointer: string): (string | number)[] {
  return pointer
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : part));
}

function describe(
  error: ErrorObject,
  value: Json | undefined,
): { readonly message: string; readonly fix: string } {
  const { keyword, params, message = "is wrong" } = error;
  if (keyword === "enum") {
    const allowed: readonly unknown[] = Array.isArray(params.allowedValues) ? params.allowedValues : [];
    const list = allowed.slice(0, 12).map(String).join(", ");
    return { message: `${quoted(value)} is none of ${list}`, fix: `Use one of ${list}.` };
  }
  if (keyword === "type")
    return {
      message: `must be ${String(params.type)}, not ${typeName(value)}`,
      fix: `Write ${String(params.type)}.`,
    };
  if (keyword === "pattern")
    return {
      message: `${quoted(value)} does not match ${quoted(params.pattern)}`,
      fix: `Write it in the form ${quoted(params.pattern)}.`,
    };
  if (keyword === "format")
    return {
      message: `${quoted(value)} is no ${String(params.format)}`,
      fix: `Write a ${String(params.format)}.`,
    };
  return { message, fix: `It ${message}.` };
}

function toIssue(error: ErrorObject, root: FieldPath, value: Json | undefined): Issue {
  const inside = pathOf(error.instancePath);
  const path = [...root, ...inside];
  const missing: unknown = error.params.missingProperty;
  if (error.keyword === "required" && typeof missing === "string") {
    const name = fieldName([...path, missing]);
    return { code: "missing_field", path, message: `${name} is missing`, fix: `Add ${name}.` };
  }
  const extra: unknown = error.params.additionalProperty;
  if (error.keyword === "additionalProperties" && typeof extra === "string") {
    const name = fieldName([...path, extra]);
    return {
      code: "unknown_field",
      path: [...path, extra],
      message: `${name} is no field of this kind`,
      fix: `Remove ${name}, or add it to the kind's schema.`,
    };
  }
  const { message, fix } = describe(error, valueAt(value, inside));
  return { code: "schema", path, message: `${fieldName(path)} ${message}`, fix };
}

type Part = { readonly root: FieldPath; readonly validate: ValidateFunction };

function checkerOf(parts: readonly Part[]): KindRule["check"] {
  if (parts.length === 0) return undefined;
  return (entity, issues) => {
    for (const { root, validate } of parts) {
      const value = valueAt(entity, root);
      // A spec that is no object is told by the envelope's own rules.
      if (root[0] === "spec" && !isJsonObject(value)) continue;
      const given = value ?? {};
      if (validate(given)) continue;
      issues.push(
        ...(validate.errors ?? []).slice(0, ERRORS_MAX).map((error) => toIssue(error, root, given)),
      );
    }
  };
}

/** Fields that hold references are texts or lists of texts, whatever the schema says of them. */
function fieldsOf(definition: KindDefinition): readonly FieldRule[] {
  return definition.relations.map(({ field }) => ({ field, is: "refs" }));
}

function needsSpec({ schema }: KindDefinition): boolean {
  return Array.isArray(schema?.required) && schema.required.length > 0;
}

/**
 * Makes the rule of a definition: schemas compiled, a built-in kind's own rules kept and added to.
 *
 * Costs about 10 ms for a schema of 50 fields; callers keep the result (load-kinds.ts).
 */
export function compileKind(definition: KindDefinition): KindRule {
  const ajv = compiler();
  const roots: readonly (readonly [FieldPath, JsonObject | undefined])[] = [
    [["spec"], definition.schema],
    [["metadata", "annotations"], definition.annotations],
    [["metadata", "labels"], definition.labels],
  ];
  const parts = roots.flatMap(([root, schema]): Part[] =>
    schema ? [{ root, validate: ajv.compile(schema) }] : [],
  );
  const base = BUILT_IN.find(definition.kind);
  const check = checkerOf(parts);
  const relations: readonly RelationRule[] = definition.relations.map(({ defaultKind, ...relation }) => ({
    ...relation,
    ...(defaultKind === undefined ? {} : { defaultKind }),
  }));
  return {
    kind: definition.kind,
    apiVersions: base?.apiVersions ?? definition.apiVersions ?? [],
    fields: [...(base?.fields ?? []), ...fieldsOf(definition)],
    relations: [...(base?.relations ?? []), ...relations],
    ...(check ? { check } : {}),
    ...(base || needsSpec(definition) ? {} : { specOptional: true }),
  };
}
