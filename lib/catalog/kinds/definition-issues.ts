import type { z } from "zod";
import type { Json } from "@/lib/platform/types";
import { isJsonObject } from "../model/entity";
import { type FieldPath, fieldName, type Issue, quoted, typeName } from "../model/problem";
import { type KindDefinition, kindDefinitionSchema } from "./definition";

/** A definition, or what is wrong with what was given as one: field by field, in words for its author. */
export type CheckedDefinition =
  | { readonly definition: KindDefinition; readonly issues?: undefined }
  | { readonly definition?: undefined; readonly issues: readonly Issue[] };

const WORDS: Readonly<Record<string, string>> = {
  string: "a text",
  object: "an object",
  record: "an object",
  array: "a list",
};
const MEMBERS = Object.keys(kindDefinitionSchema.def.shape);

export function checkDefinition(value: unknown): CheckedDefinition {
  const parsed = kindDefinitionSchema.safeParse(value);
  if (parsed.success) return { definition: parsed.data };
  return { issues: parsed.error.issues.flatMap((issue) => toIssues(issue, value as Json)) };
}

function valueAt(value: Json | undefined, path: FieldPath): Json | undefined {
  return path.reduce<Json | undefined>((at, part) => {
    if (Array.isArray(at)) return at[Number(part)];
    return isJsonObject(at) && Object.hasOwn(at, String(part)) ? at[String(part)] : undefined;
  }, value);
}

function toIssues(issue: z.core.$ZodIssue, value: Json): readonly Issue[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const name = fieldName(path);
  const given = valueAt(value, path);
  const about = name === "" ? "The definition" : name;
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      code: "unknown_field",
      path: [...path, key],
      message: `${fieldName([...path, key])} is no part of a definition`,
      fix: path.length === 0 ? `Remove it; a definition has ${MEMBERS.join(", ")}.` : "Remove it.",
    }));
  if (issue.code === "invalid_type") {
    const wanted = WORDS[issue.expected] ?? issue.expected;
    return [
      given === undefined && name !== ""
        ? { code: "missing_field", path, message: `${name} is missing`, fix: `Add ${name}.` }
        : {
            code: "wrong_type",
            path,
            message: `${about}: must be ${wanted}, not ${typeName(given)}`,
            fix: `Write ${wanted}.`,
          },
    ];
  }
  if (issue.code === "invalid_value")
    return [
      {
        code: "bad_value",
        path,
        message: `${name}: ${quoted(given)} is not among what it can be`,
        fix: `Use one of ${issue.values.map(String).join(", ")}.`,
      },
    ];
  return [{ code: "bad_value", path, message: `${about}: ${issue.message}`, fix: `Correct ${about}.` }];
}
