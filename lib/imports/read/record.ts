import type { Json } from "@/lib/platform/types";

/** One record of a file or an answer, and where it stands: the last line of a CSV row, else its number among the records, from 1. */
export type SourceRecord = { readonly row: number; readonly value: Json };

/** Records of a file that could be read; what could not is told with its line. */
export type ReadFile = {
  readonly records: readonly SourceRecord[];
  /** headings of a table, or paths of flat JSON objects */
  readonly columns: readonly string[];
  readonly problems: readonly { readonly row: number; readonly message: string; readonly fix: string }[];
};

export const RECORDS_MAX = 200_000;
export const COLUMNS_MAX = 300;
