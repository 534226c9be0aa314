import { isStorableText, type Json } from "@/lib/platform/types";
import {
  isPlaceholderKey,
  PLACEHOLDER_DEPTH_MAX,
  type Placeholder,
  placeholderOf,
} from "../ingest/read/placeholders";
import { type Refusal, shownTarget } from "../ingest/read/target";
import { isJsonObject } from "../model/entity";
import { type FieldPath, fieldName, type Issue, pointerOf } from "../model/problem";

/** What a `$text` gives is some text; nobody has read which. */
const SOME_TEXT = "text";

/** An entity whose placeholders are not read: something of the right type stands where content would be. */
export type StoodIn = {
  readonly value: Json;
  /** placeholders that name what ingest would not read */
  readonly refused: readonly Issue[];
  /** Of what was found in `value`, what can be said although no content is known. */
  readonly known: (issues: readonly Issue[]) => readonly Issue[];
};

/**
 * Puts a stand-in where ingest would put a file's content. What is no placeholder is left as it is, as ingest does.
 *
 * @param refusalOf - why a placeholder's target is not a file that ingest reads
 */
export function standIn(entity: Json, refusalOf: (target: string) => Refusal | undefined): StoodIn {
  const keys = new Map<string, string>();
  const refused: Issue[] = [];
  const replace = ({ key, target }: Placeholder, path: FieldPath): Json => {
    keys.set(pointerOf(path), key);
    const refusal = refusalOf(target);
    if (refusal)
      refused.push({
        code: `placeholder_${refusal.why}`,
        path,
        message: `${fieldName([...path, key])} names "${shownTarget(target)}", which ${refusal.message}`,
        fix: refusal.fix,
      });
    return SOME_TEXT;
  };
  const walk = (value: Json, path: FieldPath): Json => {
    if (path.length > PLACEHOLDER_DEPTH_MAX) return value;
    if (Array.isArray(value)) return value.map((item: Json, index) => walk(item, [...path, index]));
    if (!isJsonObject(value)) return value;
    const placeholder = placeholderOf(value);
    if (placeholder && isStorableText(placeholder.target)) return replace(placeholder, path);
    const entries = Object.entries(value).flatMap(([key, item]): [string, Json][] =>
      item === undefined ? [] : [[key, walk(item, [...path, key])]],
    );
    return Object.fromEntries(entries);
  };
  const value = walk(entity, []);
  const known = (issues: readonly Issue[]) =>
    issues.filter((issue) => isKnown(issue, keys)).map((issue) => explained(issue, value));
  return { value, refused, known };
}

/** A text where something else must stand is wrong whatever it says; of JSON and YAML nothing is known. */
function isKnown({ path, code }: Issue, keys: ReadonlyMap<string, string>): boolean {
  for (let length = 0; length <= path.length; length++) {
    const key = keys.get(pointerOf(path.slice(0, length)));
    if (key !== undefined) return key === "$text" && code === "wrong_type";
  }
  return true;
}

/** Says of what looks like a placeholder why it is none, where what it is instead was found wrong. */
function explained(issue: Issue, root: Json): Issue {
  const value = valueAt(root, issue.path);
  const key = isJsonObject(value) ? Object.keys(value).find(isPlaceholderKey) : undefined;
  if (key === undefined || !isJsonObject(value)) return issue;
  const field = fieldName(issue.path);
  const isAlone = Object.keys(value).length === 1;
  return {
    ...issue,
    message: `${field} is no placeholder: ${isAlone ? `the value of ${key} is not a text` : `${key} does not stand alone in its object`}`,
    fix: `Write ${field}: { ${key}: ./path/of/the/file }.`,
  };
}

function valueAt(root: Json, path: FieldPath): Json | undefined {
  return path.reduce<Json | undefined>((at, part) => {
    if (Array.isArray(at)) return at[Number(part)];
    return isJsonObject(at) && Object.hasOwn(at, String(part)) ? at[String(part)] : undefined;
  }, root);
}
