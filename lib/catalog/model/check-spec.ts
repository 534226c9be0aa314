import type { Json, JsonObject } from "@/lib/platform/types";
import { checkText, wrongType } from "./check-metadata";
import { isJsonObject } from "./entity";
import type { FieldRule, KindRule } from "./kinds";
import { fieldName, type Issue, quoted } from "./problem";
import { parseRef } from "./ref";

function checkStrings(value: Json, path: readonly string[]): Issue[] {
  if (!Array.isArray(value)) return [wrongType(path, value, `a list of texts, e.g. ["one", "two"]`)];
  return value.flatMap((item: Json, index) => checkText(item, [...path, index]));
}

function checkField(rule: FieldRule, value: Json): Issue[] {
  const path = ["spec", rule.field];
  switch (rule.is) {
    case "string":
      return checkText(value, path);
    case "strings":
      return checkStrings(value, path);
    case "list":
      return Array.isArray(value) ? [] : [wrongType(path, value, "a list")];
    case "profile":
      if (!isJsonObject(value)) return [wrongType(path, value, "an object with displayName, email, picture")];
      return ["displayName", "email", "picture"].flatMap((field) =>
        value[field] === undefined ? [] : checkText(value[field], [...path, field]),
      );
    case "presence":
      return value === "required" || value === "optional"
        ? []
        : [wrongType(path, value, `"required" or "optional"`)];
    default: {
      const never: never = rule.is;
      return never;
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

/** Texts of a spec field that holds one reference or several. */
export function refTexts(value: Json | undefined): readonly string[] {
  if (typeof value === "string") return [value];
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === "string") : [];
}

function checkRefs(rule: KindRule, spec: JsonObject): Issue[] {
  return rule.relations.flatMap(({ field, defaultKind }) => {
    const value = spec[field];
    const single = typeof value === "string";
    return refTexts(value).flatMap((text, index): Issue[] => {
      if (text === "" || parseRef(text, { kind: defaultKind })) return [];
      const path = single ? ["spec", field] : ["spec", field, index];
      const wanted = defaultKind
        ? "[kind:][namespace/]name"
        : "kind:name, e.g. component:payments or resource:orders-db";
      return [
        {
          code: "bad_reference",
          path,
          message: `${fieldName(path)} ${quoted(text)} is not a reference: it must be ${wanted}`,
          fix: `Write it as ${wanted}.`,
        },
      ];
    });
  });
}

/** Rules of the spec of one kind: required fields, types, references that can be read. */
export function checkSpec(rule: KindRule, spec: Json | undefined): Issue[] {
  if (!isJsonObject(spec)) {
    return spec === undefined
      ? [
          {
            code: "missing_field",
            path: [],
            message: "spec is missing",
            fix: `Add a spec with ${
              rule.fields
                .filter((field) => field.required)
                .map((field) => field.field)
                .join(", ") || "its fields"
            }.`,
          },
        ]
      : [wrongType(["spec"], spec, "an object")];
  }
  const issues = rule.fields.flatMap((field): Issue[] => {
    const value = spec[field.field];
    if (value !== undefined) return checkField(field, value);
    if (!field.required) return [];
    const example = EXAMPLES.get(field.field);
    return [
      {
        code: "missing_field",
        path: ["spec"],
        message: `spec.${field.field} is missing`,
        fix: `Add spec.${field.field}${example ? `: ${example}` : ""}.`,
      },
    ];
  });
  return issues.length > 0 ? issues : checkRefs(rule, spec);
}
