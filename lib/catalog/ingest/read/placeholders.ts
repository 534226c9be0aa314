import type { Json, JsonObject } from "@/lib/platform/types";
import { isJsonObject } from "../../model/entity";
import { type FieldPath, fieldName, type Problem } from "../../model/problem";
import type { Facts } from "../derive/facts";
import type { SnapshotFile } from "../repository-snapshot";
import { parseCatalogFile, type RawDocument } from "./parse";
import { resolveTarget, shownTarget } from "./target";

const PLACEHOLDERS = new Set(["$text", "$json", "$yaml"]);
const PLACEHOLDERS_MAX = 100;
/** Deeper in a document they are left as they are. */
export const PLACEHOLDER_DEPTH_MAX = 64;

/** What placeholders of one repository may still put in: thousands of documents may name one large file. */
export type PlaceholderBudget = { characters: number };

export function placeholderBudget(): PlaceholderBudget {
  return { characters: 8 * 1024 * 1024 };
}

/** What a placeholder could not give: which, and why. */
type Miss = {
  readonly path: FieldPath;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
};

type Walk = {
  readonly facts: Facts;
  readonly file: string;
  readonly budget: PlaceholderBudget;
  readonly misses: Miss[];
  count: number;
};

export function isPlaceholderKey(key: string): boolean {
  return PLACEHOLDERS.has(key);
}

export type Placeholder = { readonly key: string; readonly target: string };

/** An object that is nothing but a placeholder, `{ $text: ./openapi.yaml }`. As in Backstage, any other value is left alone. */
export function placeholderOf(value: JsonObject): Placeholder | undefined {
  const [key, ...more] = Object.keys(value);
  const target = key === undefined ? undefined : value[key];
  if (key === undefined || more.length > 0 || !isPlaceholderKey(key) || typeof target !== "string")
    return undefined;
  return { key, target };
}

function limitOf(walk: Walk, file: SnapshotFile): string | undefined {
  walk.count += 1;
  if (walk.count > PLACEHOLDERS_MAX) return `is beyond the ${PLACEHOLDERS_MAX}th placeholder of the document`;
  walk.budget.characters -= file.text?.length ?? 0;
  return walk.budget.characters < 0
    ? "is beyond the 8 MiB that placeholders of one repository may put in"
    : undefined;
}

async function read(walk: Walk, path: FieldPath, { key, target }: Placeholder): Promise<Json> {
  const miss = (code: string, message: string, fix: string): null => {
    walk.misses.push({
      path,
      code: `placeholder_${code}`,
      message: `${fieldName(path)}.${key} ${message}`,
      fix,
    });
    return null;
  };
  const name = `"${shownTarget(target)}"`;
  const { path: at, refusal } = resolveTarget(walk.facts.snapshot, walk.file, target);
  if (refusal) return miss(refusal.why, `names ${name}, which ${refusal.message}`, refusal.fix);
  const file = walk.facts.file(at);
  if (file?.text === undefined) {
    const exists = file !== undefined || walk.facts.paths.has(at);
    return exists
      ? miss("unread", `names ${name}, whose content was not read`, "Keep it below 512 KiB, as UTF-8 text.")
      : miss(
          "missing",
          `names ${name}, and there is no such file`,
          "Correct the path; it is relative to this file.",
        );
  }
  const limit = limitOf(walk, file);
  if (limit) return miss("limit", limit, "Split the file, or name large files from fewer places.");
  const content = await contentOf(key, file);
  return content.problem !== undefined
    ? miss(
        "broken",
        `names ${name}, which cannot be read: ${content.problem}`,
        content.fix ?? "Correct that file.",
      )
    : content.value;
}

type Content =
  | { readonly value: Json; readonly problem?: undefined }
  | { readonly problem: string; readonly fix?: string | undefined };

async function contentOf(key: string, file: SnapshotFile): Promise<Content> {
  if (key === "$text") return { value: file.text ?? "" };
  if (key === "$json") {
    try {
      const value: Json = JSON.parse(file.text ?? "");
      return { value };
    } catch (error) {
      return { problem: error instanceof Error ? error.message : "it is not JSON" };
    }
  }
  const { documents, problems } = await parseCatalogFile(file);
  const [problem] = problems;
  if (problem) return { problem: problem.message, fix: problem.fix };
  const [document] = documents;
  if (!document || documents.length > 1)
    return { problem: `it holds ${documents.length} documents, not one` };
  return { value: document.value };
}

async function walkValue(walk: Walk, value: Json, path: FieldPath): Promise<Json> {
  if (path.length > PLACEHOLDER_DEPTH_MAX) return value;
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (const [index, item] of value.entries()) items.push(await walkValue(walk, item, [...path, index]));
    return items;
  }
  if (!isJsonObject(value)) return value;
  const placeholder = placeholderOf(value);
  if (placeholder) return read(walk, path, placeholder);
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
  budget: PlaceholderBudget,
): Promise<{ readonly document: RawDocument | undefined; readonly problems: readonly Problem[] }> {
  // Most documents have none; they are not copied.
  if (listPlaceholders(document.value).length === 0) return { document, problems: [] };
  const walk: Walk = { facts, file: document.file, budget, misses: [], count: 0 };
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

/** The placeholders of a document, as far as resolvePlaceholders looks. */
export function listPlaceholders(value: Json): readonly Placeholder[] {
  const found: Placeholder[] = [];
  const visit = (item: Json | undefined, depth: number): void => {
    if (typeof item !== "object" || item === null || depth > PLACEHOLDER_DEPTH_MAX) return;
    if (!isJsonObject(item)) {
      for (const entry of item) visit(entry, depth + 1);
      return;
    }
    const placeholder = placeholderOf(item);
    if (placeholder) found.push(placeholder);
    else for (const key of Object.keys(item)) visit(item[key], depth + 1);
  };
  visit(value, 0);
  return found;
}
