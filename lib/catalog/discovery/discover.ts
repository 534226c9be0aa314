import { type InstallationClient, saveBudget } from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError, RetryAt } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import { enqueue } from "@/lib/platform/jobs";
import type { OrgSnapshot } from "../ingest/repository-snapshot";
import { finishRun, ingestBatch } from "../jobs";
import { isMassLoss } from "../loss/mass-loss";
import {
  countMissing,
  listMissing,
  listUnread,
  markMissing,
  markUnreadable,
  saveAccess,
  saveSnapshots,
  upsertListed,
} from "../store/discovery-store";
import { countLoss } from "../store/loss-store";
import { endDiscovery, saveRunProgress } from "../store/run-store";
import { reportBatch } from "./complete-run";
import { LIST_PAGE_SIZE, listPage } from "./list-page";
import { readOrganisation } from "./read-organisation";
import { type ReadResult, readRepositories } from "./read-repositories";
import type { RunCursor } from "./run-cursor";

/** What discovery hands over to ingest while it runs. */
export type IngestDoor = {
  readonly organisation: (ctx: TenantContext, sourceId: string, snapshot: OrgSnapshot) => Promise<void>;
  readonly remove: (ctx: TenantContext, sourceId: string, repositoryIds: readonly string[]) => Promise<void>;
};

export type Discovery = {
  readonly sourceId: string;
  readonly runId: string;
  readonly installationId: number;
  readonly accountLogin: string;
  readonly accountType: string;
  readonly client: InstallationClient;
  readonly ingest: IngestDoor;
  /** added to the client's own count: requests of earlier jobs of this run, less those it sent for others */
  readonly requestsBefore: number;
  /** when to hand over to a fresh job, so that no job outlives its time */
  readonly deadline: Date;
};

const LIST_PAGES_MAX = 1_000;
const INGEST_BATCH = 25;
/** Two queries' worth: their follow-up questions share one query. */
const PAGES_PER_WAVE = 2;
/** The first wave is small, so that the page comes to life while the others are read. */
const FIRST_WAVE = 50;
const FINISH_CHECK_MS = 30_000;

/**
 * Reads an installation: the list, then teams and people, then the contents of whatever changed.
 *
 * Every step is kept before the next begins, in the cursor or in the rows, so a stop anywhere goes on from there.
 *
 * @param at - the cursor of the run; kept up to date for the caller, who parks the run when this throws
 */
export async function discover(ctx: TenantContext, run: Discovery, at: { cursor: RunCursor }): Promise<void> {
  if (at.cursor.phase === "list") await listAll(ctx, run, at);
  if (at.cursor.phase === "organisation") await readPeople(ctx, run, at);
  await readContents(ctx, run, at);
  await finish(ctx, run, at);
}

async function keep(
  ctx: TenantContext,
  run: Discovery,
  at: { cursor: RunCursor },
  next: Partial<RunCursor>,
  total?: number,
): Promise<void> {
  at.cursor = { ...at.cursor, failures: 0, ...next };
  await withTenantSql(ctx, async (db) => {
    await saveRunProgress(db, run.runId, {
      cursor: JSON.stringify(at.cursor),
      total,
      requests: run.requestsBefore + run.client.requests(),
    });
    await saveBudget(db, run.installationId, run.client.budget());
    await publish(db, "ingest", { runId: run.runId });
  });
}

function handOverIfLate(run: Discovery): void {
  if (new Date() > run.deadline) throw new RetryAt(new Date(), "Discovery goes on in a fresh job.");
}

async function listAll(ctx: TenantContext, run: Discovery, at: { cursor: RunCursor }): Promise<void> {
  for (;;) {
    handOverIfLate(run);
    const { page } = at.cursor;
    const { total, repositories } = await listPage(run.client, page);
    await withTenantSql(ctx, (db) => upsertListed(db, run.sourceId, run.runId, repositories));
    const last = repositories.length === 0 || page * LIST_PAGE_SIZE >= total || page >= LIST_PAGES_MAX;
    await keep(ctx, run, at, last ? { phase: "organisation" } : { page: page + 1 }, total);
    if (last) return;
  }
}

async function readPeople(ctx: TenantContext, run: Discovery, at: { cursor: RunCursor }): Promise<void> {
  handOverIfLate(run);
  if (run.accountType !== "Organization") return keep(ctx, run, at, { phase: "contents" });
  try {
    const { snapshot, access } = await readOrganisation(run.client, run.accountLogin);
    const rows = [...access].map(([external_id, teams]) => ({ external_id, teams }));
    const changed = await withTenantSql(ctx, (db) => saveAccess(db, run.sourceId, rows));
    await run.ingest.organisation(ctx, run.sourceId, snapshot);
    await withTenantSql(ctx, (db) => enqueueBatches(db, run, changed));
    await keep(ctx, run, at, { phase: "contents" });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "forbidden") throw error;
    const warning = {
      code: "members_forbidden",
      message: error.message,
      fix: "Give the GitHub App the permission Members: read, so that owners become teams and people.",
    };
    await keep(ctx, run, at, { phase: "contents", warning });
  }
}

async function enqueueBatches(
  db: Parameters<typeof enqueue>[0],
  run: Pick<Discovery, "sourceId" | "runId">,
  ids: readonly string[],
): Promise<void> {
  for (let start = 0; start < ids.length; start += INGEST_BATCH) {
    await enqueue(db, ingestBatch, {
      sourceId: run.sourceId,
      runId: run.runId,
      repositoryIds: ids.slice(start, start + INGEST_BATCH),
    });
  }
}

/** Keeps a read set: snapshots and their ingest in one transaction per batch, causes for what could not be read. */
export async function keepRead(
  ctx: TenantContext,
  run: Pick<Discovery, "sourceId" | "runId">,
  result: ReadResult,
): Promise<void> {
  for (let start = 0; start < result.read.length; start += INGEST_BATCH) {
    const batch = result.read.slice(start, start + INGEST_BATCH);
    await withTenantSql(ctx, async (db) => {
      await saveSnapshots(
        db,
        batch.map(({ id, snapshot }) => ({ id, head_sha: snapshot.headSha ?? null, snapshot })),
      );
      await enqueueBatches(
        db,
        run,
        batch.map(({ id }) => id),
      );
      await publish(db, "ingest", { runId: run.runId });
    });
  }
  if (result.unreadable.length > 0) await withTenantSql(ctx, (db) => markUnreadable(db, result.unreadable));
}

async function readContents(ctx: TenantContext, run: Discovery, at: { cursor: RunCursor }): Promise<void> {
  for (let wave = 0; ; wave += 1) {
    handOverIfLate(run);
    const size = wave === 0 ? Math.min(FIRST_WAVE, at.cursor.pageSize) : at.cursor.pageSize * PAGES_PER_WAVE;
    const unread = await withTenantSql(ctx, (db) => listUnread(db, run.sourceId, run.runId, size));
    if (unread.length === 0) return;
    try {
      await keepRead(ctx, run, await readRepositories(run.client, unread, at.cursor.pageSize));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "upstream_failed") throw error;
      if (at.cursor.pageSize === 1 && unread[0]) {
        // Alone and still failing, time after time: the repository is the cause, the others must not wait for it.
        // When GitHub cannot answer the smallest question either, it is an outage; this throws then.
        await run.client.graphql("query PorticoPing { rateLimit { remaining } }");
        const fix = "GitHub cannot read this repository at the moment; the next run asks again.";
        await withTenantSql(ctx, (db) =>
          markUnreadable(
            db,
            unread.slice(0, 1).map(({ id }) => ({ id, code: "unreadable", message: error.message, fix })),
          ),
        );
        await keep(ctx, run, at, { pageSize: 25 });
        continue;
      }
      // GitHub gives up on a query that is too heavy with 502, 504 or silence.
      if ([0, 502, 504].includes(Number(error.details?.status)))
        at.cursor = { ...at.cursor, pageSize: Math.max(1, Math.floor(at.cursor.pageSize / 2)) };
      throw error;
    }
    await keep(ctx, run, at, {});
  }
}

/** Removes what is gone. Much missing at once is more likely GitHub's mistake or a changed selection: that waits for a second run. */
async function settleMissing(ctx: TenantContext, run: Discovery, at: { cursor: RunCursor }): Promise<void> {
  const { known, missing, confirmed } = await withTenantSql(ctx, (db) =>
    countMissing(db, run.sourceId, run.runId),
  );
  if (missing === 0) return;
  const { lost, total } = await withTenantSql(ctx, async (db) =>
    countLoss(db, await listMissing(db, run.sourceId, run.runId, false)),
  );
  // A fifth of the source's repositories, or few of them that make up a fifth of the catalog.
  const suspicious = isMassLoss(missing, known) || (lost > 1 && isMassLoss(lost, total));
  const gone = await withTenantSql(ctx, (db) => listMissing(db, run.sourceId, run.runId, suspicious));
  if (suspicious && confirmed < missing) {
    await withTenantSql(ctx, (db) => markMissing(db, run.sourceId, run.runId));
    at.cursor = {
      ...at.cursor,
      warning: {
        code: "mass_loss",
        message: `${missing - confirmed} of ${known} repositories are missing from GitHub's list, with ${lost} of ${total} entities. They are kept until a second run confirms it.`,
        fix: "If you did not remove them, check on GitHub which repositories the App may read. If you did, confirm it on the page of repositories, or press Read again.",
      },
    };
  }
  if (gone.length > 0) await run.ingest.remove(ctx, run.sourceId, gone);
}

async function finish(ctx: TenantContext, run: Discovery, at: { cursor: RunCursor }): Promise<void> {
  await settleMissing(ctx, run, at);
  await withTenantSql(ctx, async (db) => {
    await endDiscovery(db, run.runId, {
      requests: run.requestsBefore + run.client.requests(),
      warning: at.cursor.warning,
    });
    await saveBudget(db, run.installationId, run.client.budget());
    // What is held back may be another now; pages that say so look again.
    await publish(db, "catalog.loss", {});
    await enqueue(
      db,
      finishRun,
      { sourceId: run.sourceId, runId: run.runId },
      { availableAt: new Date(Date.now() + FINISH_CHECK_MS) },
    );
  });
  await reportBatch(ctx, run.runId);
}
