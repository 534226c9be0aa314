import { CsvError, type Info, parse } from "csv-parse";
import { AppError } from "@/lib/platform/errors";
import { COLUMNS_MAX, RECORDS_MAX, type ReadFile, type SourceRecord } from "./record";

const DELIMITERS = [",", ";", "\t", "|"] as const;
const SAMPLE_CHARACTERS = 64 * 1024;

/** Counts each delimiter outside quotes in the first line that has any. */
export function detectDelimiter(text: string): string {
  let quoted = false;
  const counts = new Map<string, number>();
  for (const character of text.slice(0, SAMPLE_CHARACTERS)) {
    if (character === '"') quoted = !quoted;
    else if (character === "\n" && !quoted && counts.size > 0) break;
    else if (!quoted && DELIMITERS.some((one) => one === character))
      counts.set(character, (counts.get(character) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return most?.[0] ?? ",";
}

/** Headings made usable: none empty, none twice. */
function nameColumns(headings: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return headings.map((heading, index) => {
    const name = heading.trim() || `column ${index + 1}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

type Parsed = { readonly record: readonly string[]; readonly info: Info };

const CODES: Readonly<Record<string, readonly [message: string, fix: string]>> = {
  CSV_QUOTE_NOT_CLOSED: [
    "a quote is opened and never closed",
    'Close it, or double it ("") where it is part of the text.',
  ],
  INVALID_OPENING_QUOTE: [
    "a quote stands in the middle of a cell",
    'Put the whole cell in quotes and double the inner ones ("").',
  ],
  CSV_INVALID_CLOSING_QUOTE: ["text follows a closing quote", 'Double quotes inside a quoted cell ("").'],
};

/**
 * Reads a table with headings in its first row, streaming; the delimiter is found out.
 *
 * @returns records with the line each ends on; a row that is longer than the headings is a problem, a shorter one is filled up
 * @throws AppError invalid_input - no headings, too many columns or rows, or quotes that cannot be paired, with the line
 */
export async function readCsv(text: string): Promise<ReadFile> {
  const delimiter = detectDelimiter(text);
  const parser = parse(text, {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_empty_values: true,
    max_record_size: 1024 * 1024,
  });
  let columns: string[] | undefined;
  const records: SourceRecord[] = [];
  const problems: ReadFile["problems"][number][] = [];
  try {
    for await (const { record, info } of parser as AsyncIterable<Parsed>) {
      if (!columns) {
        if (record.length > COLUMNS_MAX)
          throw new AppError(
            "invalid_input",
            `The table has ${record.length} columns; at most ${COLUMNS_MAX} can be read.`,
          );
        columns = nameColumns(record);
        continue;
      }
      if (records.length >= RECORDS_MAX)
        throw new AppError(
          "invalid_input",
          `The table has more than ${RECORDS_MAX.toLocaleString("en")} rows. Split it.`,
        );
      const row = info.lines;
      if (record.length > columns.length) {
        problems.push({
          row,
          message: `the row has ${record.length} cells, the headings ${columns.length}`,
          fix: `Put cells that contain "${delimiter === "\t" ? "tab" : delimiter}" in quotes.`,
        });
        continue;
      }
      records.push({
        row,
        value: Object.fromEntries(columns.map((name, index) => [name, record[index] ?? ""])),
      });
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const [message, fix] = CODES[error.code] ?? [error.message, "Correct the file and send it again."];
    const line = typeof error.lines === "number" ? error.lines : undefined;
    throw new AppError(
      "invalid_input",
      `The table cannot be read${line ? `: line ${line}, ${message}` : `: ${message}`}. ${fix}`,
      {
        cause: error,
        details: { line },
      },
    );
  }
  if (!columns) throw new AppError("invalid_input", "The file is empty: its first row must be the headings.");
  return { records, columns, problems };
}
