import type { Json, JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "../../model/entity";
import { type FieldPath, fieldName, type Problem, visible } from "../../model/problem";
import type { Facts } from "../derive/facts";
import { pathOfTarget } from "./follow-locations";
import { parseCatalogFile, type RawDocument } from "./parse";

const PLACEHOLDERS = new Set(["$text", "$json", "$yaml"]);
const PLACEHOLDERS_MAX = 100;
const DEPTH_MAX = 64;

/** What a placeholder could not give: which, and why. */
type Miss = {
  readonly path: FieldPath;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
};

type Walk = { readonly facts: Facts; readonly file: string; readonly misses: Miss[]; count: number };

/** The key of an object that is nothing but a placeholder: `{ $text: ./openapi.yaml }`. */
function placeholderOf(value: JsonObject): { readonly key: string; readonly target: Json } | undefined {
  const [key, ...more] = Object.keys(value);
  if (key === undefined || more.length > 0 || !PLACEHOLDERS.has(key)) return undefined;
  return { key, target: value[key] ?? null };
}

async function read(walk: Walk, path: FieldPath, key: string, target: Json): Promise<Json> {
  const miss = (code: string, message: string, fix: string): null => {
    walk.misses.push({ path, code, message: `${fieldName(path)}.${key} ${message}`, fix });
    return null;
  };
  if (typeof target !== "string")
    return miss("placeholder_invalid", "must name a file", "Write a path, such as ./openapi.yaml.");
  if (++walk.count > PLACEHOLDERS_MAX)
    return miss("placeholder_limit", `is beyond the ${PLACEHOLDERS_MAX}th placeholder`, "Split the file.");
  const name = visible(target, 120);
  const at = pathOfTarget(walk.facts, walk.file, target);
  if (at === undefined)
    return miss(
      "placeholder_outside",
      `names "${name}", which is not in this repository`,
      "Name a file of the same repository.",
    );
  const file = walk.facts.file(at);
  if (file?.text === undefined) {
    const exists = file !== undefined || walk.facts.paths.has(at);
    return miss(
      exists ? "placeholder_unread" : "placeholder_missing",
      exists ? `names "${name}", whose content was not read` : `names "${name}", and there is no such file`,
      exists
        ? "Keep it below 512 KiB under a name such as openapi.yaml, asyncapi.yaml or schema.graphql."
        : "Correct the path; it is relative to this file.",
    );
  }
  if (key === "$text") return file.text;
  const parsed = await parseCatalogFile(file);
  const value = parsed.documents[0]?.value;
  const problem = parsed.problems[0];
  if (problem || value === undefined)
    return miss(
      "placeholder_broken",
      `names "${name}", which cannot be read: ${problem?.message ?? "it is empty"}`,
      problem?.fix ?? "Give the file content.",
    );
  return value;
}

async function walkValue(walk: Walk, value: Json, path: FieldPath): Promise<Json> {
  if (path.length > DEPTH_MAX) return value;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const [index, item] of value.entries()) items.push(await walkValue(walk, item, [...path, index]));
    return items;
  }
  if (!isJsonObject(value)) return value;
  const placeholder = placeholderOf(value);
  if (placeholder) return read(walk, path, placeholder.key, placeholder.target);
  const entries: [string, Json][] = [];
  for (const [key, item] of Object.entries(value))
    if (item !== undefined) entries.push([key, await walkValue(walk, item, [...path, key])]);
  return Object.fromEntries(entries);
}

/**
 * Puts in the content of the files that `$text`, `$json` and `$yaml` name, from the same repository only.
 *
 * A document with a placeholder that cannot be read is refused as a whole: half of it would be a lie.
 *
 * @see https://backstage.io/docs/features/software-catalog/descriptor-format#substitutions-in-the-descriptor-format
 */
export async function resolvePlaceholders(
  document: RawDocument,
  facts: Facts,
): Promise<{ readonly document: RawDocument | undefined; readonly problems: readonly Problem[] }> {
  const walk: Walk = { facts, file: document.file, misses: [], count: 0 };
  const value = await walkValue(walk, document.value, []);
  if (walk.misses.length === 0) return { document: { ...document, value }, problems: [] };
  const problems = walk.misses.slice(0, 10).map((miss): Problem => {
    const { line, column } = document.positionOf(miss.path);
    return {
      stage: "parse",
      code: miss.code,
      message: miss.message,
      fix: miss.fix,
      severity: "error",
      at: { file: document.file, line, column },
    };
  });
  return { document: undefined, problems };
}
