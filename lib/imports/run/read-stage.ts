import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError, RetryAt } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { type Mapper, openMapper } from "@/lib/platform/sandbox";
import type { Json } from "@/lib/platform/types";
import type { Definition, HttpInput, Read } from "../model/definition";
import { type HttpReader, openHttpReader } from "../read/http-reader";
import { FIRST_PAGE, type PageCursor } from "../read/paging";
import { RECORDS_MAX } from "../read/record";
import { insertPage, listPages, type PageRow, type StoredPage } from "../store/page-store";
import { insertRejections, type RejectedRecord } from "../store/rejection-store";
import { type RunRow, updateRun } from "../store/run-store";
import { findUpload } from "../store/upload-store";
import { requireExpressions } from "./check-expressions";
import { groupByKey, type Lookups, mapRecords, openRecordMapper } from "./map-records";
import { mapUpload } from "./map-upload";
import { readSourceSecrets } from "./source-secrets";
import { IMPORT_TOPIC } from "./topic";

/** Others wait for the lane: a long reading stops here and goes on as the next job. */
const SLICE_MS = 4 * 60_000;
const LOOKUP_RECORDS_MAX = 100_000;
const UPLOAD_PAGE = 2_000;

async function keepPage(
  ctx: TenantContext,
  run: RunRow,
  page: StoredPage,
  rejected: readonly RejectedRecord[],
  totals: { records: number; rejected: number },
): Promise<void> {
  totals.records += page.records;
  totals.rejected += rejected.length;
  await withTenantSql(ctx, async (db) => {
    await insertPage(db, run.id, page);
    await insertRejections(db, run.id, rejected);
    await updateRun(db, run.id, { ...totals, status: "running", stage: "read", waitUntil: null });
    await publish(db, IMPORT_TOPIC, { sourceId: run.sourceId, runId: run.id });
  });
}

/** Reads the lookups of a definition: every record of each, by its key. */
async function readLookups(reader: HttpReader, mapper: Mapper, input: HttpInput): Promise<Lookups> {
  const lookups: Record<string, Readonly<Record<string, readonly Json[]>>> = {};
  for (const read of input.reads) {
    if (read.key === undefined) continue;
    const records: Json[] = [];
    for await (const page of reader.pages(read)) {
      records.push(...page.items);
      if (records.length > LOOKUP_RECORDS_MAX)
        throw new AppError(
          "limit_reached",
          `${read.name} has more than ${LOOKUP_RECORDS_MAX.toLocaleString("en")} records; a lookup must fit into memory.`,
        );
    }
    lookups[read.name] = await groupByKey(mapper, read.key, records);
  }
  return lookups;
}

/** Where one read goes on: after its last stored page; undefined when it is complete. */
function resumeOf(
  pages: readonly PageRow[],
  read: Read,
): { readonly cursor: PageCursor; readonly row: number } | undefined {
  const mine = pages.filter((page) => page.read === read.name);
  const last = mine.at(-1);
  if (!last) return { cursor: FIRST_PAGE, row: 0 };
  return last.next
    ? { cursor: last.next, row: mine.reduce((sum, page) => sum + page.records, 0) }
    : undefined;
}

async function readHttp(ctx: TenantContext, run: RunRow, input: HttpInput): Promise<void> {
  const pages = await withTenantSql(ctx, (db) => listPages(db, run.id));
  const todo = input.reads.flatMap((read) => {
    const resume = resumeOf(pages, read);
    return read.mapping === undefined || !resume ? [] : [{ read, mapping: read.mapping, ...resume }];
  });
  if (todo.length === 0) return;
  const totals = { records: run.records, rejected: run.rejected };
  let number = pages.at(-1)?.number ?? 0;
  const endAt = Date.now() + SLICE_MS;
  const own = openMapper();
  const reader = openHttpReader(input, await readSourceSecrets(ctx, run.sourceId), own);
  let mapper: Mapper | undefined;
  try {
    mapper = openRecordMapper(await readLookups(reader, own, input));
    for (const { read, mapping, cursor, row } of todo) {
      let before = row;
      for await (const page of reader.pages(read, { cursor, number: 1 })) {
        const records = page.items.map((value, index) => ({ row: before + index + 1, value }));
        before += records.length;
        if (totals.records + records.length > RECORDS_MAX)
          throw new AppError(
            "limit_reached",
            `The source gives more than ${RECORDS_MAX.toLocaleString("en")} records.`,
          );
        const { entities, rejected } = await mapRecords(mapper, mapping, records, read.name);
        number += 1;
        const stored = { number, read: read.name, entities, records: records.length, next: page.next };
        await keepPage(ctx, run, stored, rejected, totals);
        if (page.next && Date.now() > endAt)
          throw new RetryAt(new Date(), "The reading goes on in a moment.");
      }
    }
  } finally {
    own.close();
    mapper?.close();
  }
}

async function readUpload(ctx: TenantContext, run: RunRow, definition: Definition): Promise<void> {
  if (definition.input.kind !== "upload") return;
  const { uploadId } = run;
  const upload = uploadId === null ? undefined : await withTenantSql(ctx, (db) => findUpload(db, uploadId));
  if (!upload)
    throw new AppError("precondition", "The file of this import is no longer kept. Send it again.");
  const kept = (await withTenantSql(ctx, (db) => listPages(db, run.id))).length;
  const { entities, rejected, records } = await mapUpload(definition.input, upload.content);
  const pages = Math.max(1, Math.ceil(entities.length / UPLOAD_PAGE));
  const totals = { records: run.records, rejected: run.rejected };
  // The same file maps to the same pages, so a stopped run goes on with the first that is not kept.
  for (let number = kept + 1; number <= pages; number++) {
    const mine = entities.slice((number - 1) * UPLOAD_PAGE, number * UPLOAD_PAGE);
    const counted = number === 1 ? records - entities.length + mine.length : mine.length;
    const page = { number, read: "file", entities: mine, records: counted, next: undefined };
    await keepPage(ctx, run, page, number === 1 ? rejected : [], totals);
  }
}

/**
 * Reads everything the source gives and keeps it, mapped, page by page. Goes on after the last page that was kept.
 *
 * @throws RetryAt - the source asks to wait, or the turn is over; AppError - it cannot be read: nothing is applied then
 */
export async function readStage(ctx: TenantContext, run: RunRow, definition: Definition): Promise<void> {
  // A stored expression may have been written before this was asked at saving; every record would fail by it.
  await requireExpressions(definition);
  if (definition.input.kind === "http") await readHttp(ctx, run, definition.input);
  else await readUpload(ctx, run, definition);
}
