import { AppError } from "@/lib/platform/errors";
import type { Json, JsonObject } from "@/lib/platform/types";
import { COLUMNS_MAX, RECORDS_MAX, type ReadFile, type SourceRecord } from "./record";

/** Where inventories put their list when the answer is an object. */
const LIST_FIELDS = ["entities", "items", "data", "result", "results", "records", "services", "value"];

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function whereOf(text: string, cause: unknown): string {
  const position = /position (\d+)/.exec(cause instanceof Error ? cause.message : "")?.[1];
  if (position === undefined) return "its end is missing";
  const before = text.slice(0, Number(position)).split("\n");
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

/** One object a line. Undefined when the text is not that: its second line is no object of its own. */
function readLines(text: string): ReadFile | undefined {
  const lines = text.split("\n").map((line, index) => ({ line: line.trim(), row: index + 1 }));
  const full = lines.filter(({ line }) => line !== "");
  if (full.length < 2 || !full.every(({ line }) => line.startsWith("{") && line.endsWith("}")))
    return undefined;
  const records: SourceRecord[] = [];
  const problems: ReadFile["problems"][number][] = [];
  for (const { line, row } of full) {
    try {
      records.push({ row, value: JSON.parse(line) });
    } catch (cause) {
      problems.push({
        row,
        message: `the line is not JSON: ${cause instanceof Error ? cause.message : "?"}`,
        fix: "Write one object a line.",
      });
    }
  }
  return { records, problems, columns: columnsOf(records) };
}

/** Paths of the values in flat or nested objects: `owner.name`. Lists count as one value. */
function columnsOf(records: readonly SourceRecord[]): string[] {
  const columns = new Set<string>();
  for (const { value } of records.slice(0, 1_000)) {
    for (const name of Object.keys(toCells(value))) columns.add(name);
    if (columns.size >= COLUMNS_MAX) break;
  }
  return [...columns].slice(0, COLUMNS_MAX);
}

/** A record as the cells of a table: nested fields by their path, lists of texts joined by commas. */
export function toCells(value: Json, path = ""): Record<string, string> {
  if (value === null || value === undefined) return {};
  if (Array.isArray(value)) {
    const plain = value.every((item) => typeof item !== "object" || item === null);
    return { [path]: plain ? value.join(",") : JSON.stringify(value) };
  }
  if (typeof value !== "object") return { [path]: String(value) };
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, item]) =>
      toCells(item ?? null, path === "" ? key : `${path}.${key}`),
    ),
  );
}

/**
 * Reads records from JSON: a list, an object that holds one, or one object a line.
 *
 * @throws AppError invalid_input - not JSON, with line and column; no list in it; too many records
 */
export function readJson(text: string): ReadFile {
  const trimmed = text.replace(/^\ufeff/, "");
  const lines = readLines(trimmed);
  const read = lines ?? readDocument(trimmed);
  if (read.records.length > RECORDS_MAX)
    throw new AppError(
      "invalid_input",
      `The file has more than ${RECORDS_MAX.toLocaleString("en")} records. Split it.`,
    );
  return read;
}

function readDocument(text: string): ReadFile {
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", `The file is not JSON: ${whereOf(text, cause)}.`, { cause });
  }
  const list = listIn(value);
  if (!list)
    throw new AppError(
      "invalid_input",
      "The JSON holds no list of records. Send a list, or one object a line.",
    );
  const records = list.map((item, index) => ({ row: index + 1, value: item }));
  return { records, problems: [], columns: columnsOf(records) };
}

function listIn(value: Json): readonly Json[] | undefined {
  if (Array.isArray(value)) return value;
  if (!isObject(value)) return undefined;
  const named = LIST_FIELDS.find((field) => Array.isArray(value[field]));
  const lists = Object.values(value).filter((item) => Array.isArray(item));
  const found = named === undefined ? (lists.length === 1 ? lists[0] : undefined) : value[named];
  if (Array.isArray(found)) return found;
  return value.kind === undefined && value.name === undefined ? undefined : [value];
}
