import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { readFile } from "../read/read-file";
import { toCells } from "../read/read-json";
import { listRejectionRows, REJECTIONS_KEPT } from "../store/rejection-store";
import { findRun } from "../store/run-store";
import { findUpload } from "../store/upload-store";

const cell = (value: unknown) => {
  const text = String(value ?? "");
  // A cell that begins like a formula would be run by the spreadsheet that opens it (OWASP CSV injection).
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
};

type Sheet = {
  readonly columns: readonly string[];
  readonly rows: ReadonlyMap<number, Readonly<Record<string, string>>>;
};

/** The sheet a run has read, by the lines its rejections name; undefined when it was no table. */
async function readSheet(content: Uint8Array): Promise<Sheet | undefined> {
  const file = await readFile(content);
  if (file.format !== "csv") return undefined;
  return {
    columns: file.columns,
    rows: new Map(file.records.map(({ row, value }) => [row, toCells(value)])),
  };
}

/**
 * The rejected records of a run as a table. Of a sheet: its own columns with the row's cells, then row, field, reason and fix,
 * so that it can be corrected and sent again as it is. Of anything else: row, read, entity, field, reason, fix, record.
 *
 * @throws AppError not_found
 */
export async function exportRejections(ctx: TenantContext, runId: string): Promise<string> {
  requirePermission(ctx, "catalog.source.manage");
  const { rejected, content } = await withTenantSql(ctx, async (db) => {
    const run = await findRun(db, runId);
    if (!run) throw new AppError("not_found", "There is no such run.");
    return {
      rejected: await listRejectionRows(db, runId, { from: 0, limit: REJECTIONS_KEPT }),
      content: run.uploadId === null ? undefined : (await findUpload(db, run.uploadId))?.content,
    };
  });
  const sheet = content && (await readSheet(content));
  const lines = sheet
    ? [
        [...sheet.columns, "row", "field", "reason", "fix"],
        ...rejected.map((one) => [
          ...sheet.columns.map((column) => sheet.rows.get(one.row)?.[column]),
          one.row,
          one.path,
          one.reason,
          one.fix,
        ]),
      ]
    : [
        ["row", "read", "entity", "field", "reason", "fix", "record"],
        ...rejected.map((one) => [one.row, one.read, one.ref, one.path, one.reason, one.fix, one.record]),
      ];
  return lines.map((line) => line.map(cell).join(",")).join("\r\n");
}
