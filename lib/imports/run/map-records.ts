import { type Mapper, openMapper } from "@/lib/platform/sandbox";
import type { Json, JsonObject } from "@/lib/platform/types";
import { completeEntity } from "../model/complete-entity";
import type { SourceRecord } from "../read/record";
import type { MappedRecord } from "../store/page-store";
import type { RejectedRecord } from "../store/rejection-store";

/**
 * What every mapping may use besides JSONata's own functions: $name makes a valid entity name, $tag a valid tag, $ref a full
 * reference, $find the records of a lookup. In JSONata, so that it runs where the mapping runs.
 */
const PRELUDE = `(
$name := function($text) { $exists($text) and $text != null ? (
  $cut := $replace($replace($lowercase($string($text)), /[^a-z0-9_.-]+/, "-"), /^[-_.]+/, "");
  $replace($substring($cut, 0, 63), /[-_.]+$/, "")) };
$tag := function($text) { $exists($text) and $text != null ? (
  $cut := $replace($replace($replace($lowercase($string($text)), /[^a-z0-9:+#]+/, "-"), /^-+/, ""), /--+/, "-");
  $replace($substring($cut, 0, 63), /-+$/, "")) };
$ref := function($kind, $text) { $exists($text) and $text != null and $text != "" ? $lowercase($kind) & ":" & $name($text) };
$find := function($from, $key) { $exists($key) and $key != null ? $lookup($from, $string($key)) };
`;
const END = "\n)";
const RECORD_CHARACTERS_MAX = 500;

export type MappedRecords = {
  readonly entities: readonly MappedRecord[];
  readonly rejected: readonly RejectedRecord[];
  /** the expression itself cannot be read, so every record is rejected: where, and what was expected */
  readonly syntax?: string | undefined;
};

/** Lookups of a definition: by name, the records of a read under what its key gives. */
export type Lookups = Readonly<Record<string, Readonly<Record<string, readonly Json[]>>>>;

/** A process for the mappings of one run or preview; close it. */
export function openRecordMapper(lookups: Lookups, itemTimeoutMs = 1_000): Mapper {
  return openMapper({ bindings: lookups, itemTimeoutMs });
}

/** An expression over records as it is evaluated. */
export function withPrelude(expression: string): string {
  return `${PRELUDE}${expression}${END}`;
}

/** ` (line 2, column 5)`: where a position of an evaluated expression is in the one that was written. */
export function placeIn(expression: string, position: number | undefined, hasPrelude = true): string {
  if (position === undefined) return "";
  const inWritten = hasPrelude ? position - PRELUDE.length : position;
  const at = Math.min(Math.max(inWritten, 0), expression.length);
  const before = expression.slice(0, at).split("\n");
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}

export function shownRecord(value: Json): string {
  return (JSON.stringify(value) ?? "").slice(0, RECORD_CHARACTERS_MAX);
}

const FIXES: Readonly<Record<string, string>> = {
  syntax: "Correct the mapping's expression.",
  timeout: "Make the mapping simpler: it has a second for each record.",
  memory: "Make the mapping simpler: its results must fit into memory.",
  too_large: "Map fewer entities of one record.",
};

/**
 * Maps records to entities, each by itself: one, a list, or nothing for a record that is none.
 *
 * What fails is a rejection with the record's row and the place in the expression; its neighbours go on.
 */
export async function mapRecords(
  mapper: Mapper,
  expression: string,
  records: readonly SourceRecord[],
  read?: string,
): Promise<MappedRecords> {
  const results = await mapper.map(
    withPrelude(expression),
    records.map((record) => record.value),
  );
  const entities: MappedRecord[] = [];
  const rejected: RejectedRecord[] = [];
  let syntax: string | undefined;
  for (const [index, { row, value }] of records.entries()) {
    const result = results[index];
    if (!result || result.problem) {
      const problem = result?.problem;
      if (problem?.code === "syntax") syntax ??= `${problem.message}${placeIn(expression, problem.position)}`;
      rejected.push({
        read,
        row,
        path: "mapping",
        reason: `the mapping failed${placeIn(expression, problem?.position)}: ${problem?.message ?? "no result"}`,
        fix: FIXES[problem?.code ?? ""] ?? "Look at the record and let the mapping expect it.",
        record: shownRecord(value),
      });
      continue;
    }
    for (const made of listOf(result.value)) {
      if (isObject(made)) entities.push({ row, entity: completeEntity(made) });
      else
        rejected.push({
          read,
          row,
          path: "mapping",
          reason: `the mapping gives ${JSON.stringify(made)?.slice(0, 80)}, which is no entity`,
          fix: "Give an object with kind, metadata and spec, a list of them, or nothing.",
          record: shownRecord(value),
        });
    }
  }
  return { entities, rejected, ...(syntax === undefined ? {} : { syntax }) };
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value as Json];
}

function isObject(value: Json): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Groups the records of a lookup under what its key gives; records without a key are left out. */
export async function groupByKey(
  mapper: Mapper,
  key: string,
  records: readonly Json[],
): Promise<Readonly<Record<string, readonly Json[]>>> {
  const results = await mapper.map(withPrelude(key), records);
  const groups: Record<string, Json[]> = Object.create(null);
  for (const [index, result] of results.entries()) {
    const record = records[index];
    const { value } = result;
    if (record === undefined || (typeof value !== "string" && typeof value !== "number")) continue;
    const group = groups[String(value)];
    if (group) group.push(record);
    else groups[String(value)] = [record];
  }
  return { ...groups };
}
