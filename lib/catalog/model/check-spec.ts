import type { Json } from "@/lib/platform/types";
import { isJsonObject } from "./entity";
import type { FieldRule, KindRule, RelationRule } from "./kinds";
import { fieldName, type Issue, isText, quoted, textIssue, wrongType } from "./problem";
import { isRef } from "./ref";

const PROFILE_TEXTS = ["displayName", "email", "picture"] as const;

function checkTexts(value: Json, field: string, issues: Issue[]): void {
  if (!Array.isArray(value)) {
    issues.push(wrongType(["spec", field], value, `a list of texts, e.g. ["one", "two"]`));
    return;
  }
  for (let index = 0; index < value.length; index += 1) {
    const item: Json = value[index];
    if (!isText(item)) issues.push(textIssue(item, ["spec", field, index]));
  }
}

function checkProfile(value: Json, field: string, issues: Issue[]): void {
  if (!isJsonObject(value)) {
    issues.push(wrongType(["spec", field], value, "an object with displayName, email, picture"));
    return;
  }
  for (const part of PROFILE_TEXTS) {
    const text = value[part];
    if (text !== undefined && !isText(text)) issues.push(textIssue(text, ["spec", field, part]));
  }
}

function checkField({ field, is }: FieldRule, value: Json, issues: Issue[]): void {
  switch (is) {
    case "string":
      if (!isText(value)) issues.push(textIssue(value, ["spec", field]));
      return;
    case "strings":
      checkTexts(value, field, issues);
      return;
    case "refs":
      if (!isText(value)) checkTexts(value, field, issues);
      return;
    case "list":
      if (!Array.isArray(value)) issues.push(wrongType(["spec", field], value, "a list"));
      return;
    case "profile":
      checkProfile(value, field, issues);
      return;
    case "presence":
      if (value !== "required" && value !== "optional")
        issues.push(wrongType(["spec", field], value, `"required" or "optional"`));
      return;
    default: {
      is satisfies never;
    }
  }
}

const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ["type", "e.g. service, library or website"],
  ["lifecycle", "e.g. production, experimental or deprecated"],
  ["owner", "the team that owns it, e.g. team-payments"],
  ["definition", "the text of the API's description"],
  ["children", "an empty list [] if there are none"],
  ["memberOf", "an empty list [] if there are none"],
]);

function missing(field: string): Issue {
  const example = EXAMPLES.get(field);
  return {
    code: "missing_field",
    path: ["spec"],
    message: `spec.${field} is missing`,
    fix: `Add spec.${field}${example ? `: ${example}` : ""}.`,
  };
}

/** Texts of a spec field that holds one reference or several. */
export function refTexts(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function badReference(
  text: string,
  path: readonly (string | number)[],
  { defaultKind }: RelationRule,
): Issue {
  const wanted = defaultKind
    ? "[kind:][namespace/]name"
    : "kind:name, e.g. component:payments or resource:orders-db";
  return {
    code: "bad_reference",
    path,
    message: `${fieldName(path)} ${quoted(text)} is not a reference: it must be ${wanted}`,
    fix: `Write it as ${wanted}.`,
  };
}

function checkRefs(rule: RelationRule, value: Json, issues: Issue[]): void {
  const { field, defaultKind } = rule;
  if (typeof value === "string") {
    if (!isRef(value, defaultKind)) issues.push(badReference(value, ["spec", field], rule));
    return;
  }
  if (!Array.isArray(value)) return;
  for (let index = 0; index < value.length; index += 1) {
    const item: Json = value[index];
    if (typeof item === "string" && !isRef(item, defaultKind))
      issues.push(badReference(item, ["spec", field, index], rule));
  }
}

/** A field of the wrong type is said once; whether it holds references is then beside the point. */
function hasIssue(issues: readonly Issue[], field: string): boolean {
  return issues.some(({ path }) => path[0] === "spec" && path[1] === field);
}

function missingSpec(rule: KindRule): Issue {
  const fields = rule.fields.filter((field) => field.required).map((field) => field.field);
  return {
    code: "missing_field",
    path: [],
    message: "spec is missing",
    fix: `Add a spec with ${fields.join(", ") || "its fields"}.`,
  };
}

/** Rules of the spec of one kind: required fields, types, references that can be read. What is wrong is added to `issues`. */
export function checkSpec(rule: KindRule, spec: Json | undefined, issues: Issue[]): void {
  if (spec === undefined && !rule.specOptional) issues.push(missingSpec(rule));
  // A spec that is no object is the envelope's to refuse.
  if (!isJsonObject(spec)) return;
  for (const field of rule.fields) {
    const value = spec[field.field];
    if (value !== undefined) checkField(field, value, issues);
    else if (field.required) issues.push(missing(field.field));
  }
  for (const relation of rule.relations) {
    const value = spec[relation.field];
    if (value !== undefined && !hasIssue(issues, relation.field)) checkRefs(relation, value, issues);
  }
}
