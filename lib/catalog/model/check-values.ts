import { isStorableText, type Json, type JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "./entity";
import { type FieldPath, fieldName, type Issue, quoted } from "./problem";

/** Far below what a stack holds, far above what people write; deeper JSON is an attack or a mistake. */
const DEPTH_MAX = 100;

function badCharacter(path: FieldPath): Issue {
  return {
    code: "bad_character",
    path: [...path],
    message: `${fieldName(path) || "the document"} holds NUL or half a surrogate pair, which no text may`,
    fix: "Remove the escape (\\0 or \\ud800 to \\udfff).",
  };
}

function tooDeep(path: FieldPath): Issue {
  return {
    code: "too_deep",
    path: path.slice(0, 3),
    message: `${fieldName(path.slice(0, 3))} nests deeper than ${DEPTH_MAX} levels`,
    fix: "Nest less deeply; an entity needs a few levels only.",
  };
}

function namedBy(path: FieldPath, key: string): string {
  return [...path, key].filter((part) => typeof part === "string").join(".");
}

function clash(path: FieldPath, key: string, twin: string): Issue {
  return {
    code: "case_clash",
    path: [...path, key],
    message: `${quoted(namedBy(path, key))} and ${quoted(namedBy(path, twin))} differ in upper and lower case only`,
    fix: "Keep one of the two.",
  };
}

/** Two keys that differ in case only need a capital, which most objects' keys have not: the map is made for those that do. */
function checkCase(keys: readonly string[], path: FieldPath, issues: Issue[]): void {
  if (keys.length < 2 || !keys.some((key) => key.toLowerCase() !== key)) return;
  const seen = new Map<string, string>();
  for (const key of keys) {
    const lower = key.toLowerCase();
    const twin = seen.get(lower);
    if (twin === undefined) seen.set(lower, key);
    else if (twin !== key) issues.push(clash(path, key, twin));
  }
}

function walkObject(
  value: JsonObject,
  keys: readonly string[],
  path: (string | number)[],
  issues: Issue[],
): void {
  for (const key of keys) {
    if (key === "__proto__") {
      const at = [...path, key];
      issues.push({
        code: "forbidden_key",
        path: at,
        message: `${fieldName(at)}: this key is not allowed`,
        fix: "Rename the key.",
      });
      continue;
    }
    if (!isStorableText(key)) {
      issues.push(badCharacter(path));
      continue;
    }
    const item = value[key];
    if (item === undefined) continue;
    path.push(key);
    walk(item, path, issues);
    path.pop();
  }
}

function walkList(list: readonly Json[], path: (string | number)[], issues: Issue[]): void {
  const keys: string[] = [];
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    path.push(index);
    if (isJsonObject(item) && path.length < DEPTH_MAX) {
      const own = Object.keys(item);
      for (const key of own) keys.push(key);
      walkObject(item, own, path, issues);
    } else walk(item, path, issues);
    path.pop();
  }
  // The objects of one list share their keys in Backstage's search, and so the rule about case.
  checkCase(keys, path, issues);
}

function walk(value: Json | undefined, path: (string | number)[], issues: Issue[]): void {
  if (typeof value === "string") {
    if (!isStorableText(value)) issues.push(badCharacter(path));
  } else if (typeof value === "number") {
    if (!Number.isFinite(value))
      issues.push({
        code: "wrong_type",
        path: [...path],
        message: `${fieldName(path)} is not a number JSON can hold`,
        fix: "Put it in quotes.",
      });
  } else if (typeof value === "object" && value !== null) {
    if (path.length >= DEPTH_MAX) issues.push(tooDeep(path));
    else if (isJsonObject(value)) {
      const keys = Object.keys(value);
      checkCase(keys, path, issues);
      walkObject(value, keys, path, issues);
    } else walkList(value, path, issues);
  }
}

/**
 * JSON-safe throughout, no key that would reach a prototype, no two keys of one object (or of one list's objects) that differ in case
 * only, which Backstage refuses too. What is wrong is added to `issues`.
 */
export function checkValues(value: JsonObject, issues: Issue[]): void {
  walk(value, [], issues);
}
