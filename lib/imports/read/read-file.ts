import { AppError } from "@/lib/platform/errors";
import { decodeText, type Encoding } from "./decode-text";
import { readCsv } from "./read-csv";
import { readJson } from "./read-json";
import type { ReadFile } from "./record";

export const UPLOAD_BYTES_MAX = 20 * 1024 * 1024;

export type ReadUpload = ReadFile & { readonly format: "csv" | "json"; readonly encoding: Encoding };

/** Reads an uploaded file or pasted text: JSON when it begins like JSON, else a table. @throws AppError invalid_input */
export async function readFile(bytes: Uint8Array): Promise<ReadUpload> {
  const { text, encoding } = decodeText(bytes);
  if (text.trim() === "") throw new AppError("invalid_input", "The file is empty.");
  // A workbook is a zip archive; its first bytes are these.
  if (text.startsWith("PK\u0003\u0004"))
    throw new AppError(
      "invalid_input",
      "This is a workbook (.xlsx) or an archive. Save the sheet as CSV and send that.",
    );
  const isJson = /^\s*[[{]/.test(text);
  const read = isJson ? readJson(text) : await readCsv(text);
  return { ...read, encoding, format: isJson ? "json" : "csv" };
}
