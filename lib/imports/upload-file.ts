import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { actorName } from "./actor-name";
import type { ColumnMapping } from "./model/definition";
import { guessMapping } from "./model/guess-mapping";
import type { Encoding } from "./read/decode-text";
import { readFile, UPLOAD_BYTES_MAX } from "./read/read-file";
import { toCells } from "./read/read-json";
import { insertUpload } from "./store/upload-store";

const SHOWN = 5;

export type UploadView = {
  readonly uploadId: string;
  readonly name: string;
  readonly format: "csv" | "json";
  readonly encoding: Encoding;
  readonly records: number;
  readonly columns: readonly string[];
  /** the first records, cell by cell */
  readonly sample: readonly Readonly<Record<string, string>>[];
  /** whether the records are entities as they are */
  readonly areEntities: boolean;
  readonly guess: ColumnMapping;
};

/**
 * Keeps a file or pasted text for an import, and says what is in it: columns, the first records, a first mapping.
 *
 * @throws AppError invalid_input - too large, or not a table and not JSON, with the line at fault
 */
export async function uploadFile(
  ctx: TenantContext,
  input: { readonly name: string; readonly content: Uint8Array },
): Promise<UploadView> {
  requirePermission(ctx, "catalog.source.manage");
  if (input.content.length > UPLOAD_BYTES_MAX)
    throw new AppError(
      "invalid_input",
      `The file is larger than ${UPLOAD_BYTES_MAX / 1024 / 1024} MiB. Split it, or push it over the API.`,
    );
  const file = await readFile(input.content);
  if (file.records.length === 0) throw new AppError("invalid_input", whyNothing(file));
  const name = input.name.trim().slice(0, 200) || "pasted text";
  const uploadId = await withTenantSql(ctx, async (db) => {
    const id = await insertUpload(db, { name, content: input.content, createdBy: actorName(ctx) });
    await recordAudit(db, ctx, {
      action: "catalog.import.uploaded",
      target: id,
      after: { name, sizeBytes: input.content.length, records: file.records.length },
    });
    return id;
  });
  const columns = new Set(file.columns);
  return {
    uploadId,
    name,
    format: file.format,
    encoding: file.encoding,
    records: file.records.length,
    columns: file.columns,
    sample: file.records.slice(0, SHOWN).map((record) => toCells(record.value)),
    areEntities: columns.has("kind") && columns.has("metadata.name"),
    guess: guessMapping(file.columns),
  };
}

function whyNothing({ format, problems: [problem] }: Awaited<ReturnType<typeof readFile>>): string {
  if (problem) return `Row ${problem.row}: ${problem.message}. ${problem.fix}`;
  return format === "json" ? "The list is empty." : "The file has headings and no rows.";
}
