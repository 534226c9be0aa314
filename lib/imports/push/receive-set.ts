import { isUtf8 } from "node:buffer";
import { setTimeout as sleep } from "node:timers/promises";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import { REJECTED_SHOWN, type Rejection } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { applyLargePush, applyPush } from "../jobs";
import {
  deleteChunks,
  failAbandoned,
  findActiveRun,
  findSet,
  insertChunk,
  insertRun,
  insertSet,
  queueRun,
  type StagedLine,
  updateRun,
} from "../store/push-store";
import { requireSetName } from "./set-name";
import { type BodyItem, BodyProblem, splitArray, splitLines } from "./split-body";
import { hashOfText, readStoredSet } from "./stored-set";

export type PushInput = {
  readonly set: string;
  readonly format: "ndjson" | "json";
  readonly body: AsyncIterable<Uint8Array>;
  readonly dryRun: boolean;
};

/** What became of the body when its last byte was read. */
export type Received = {
  readonly received: number;
  readonly unchanged: number;
  readonly rejected: readonly Rejection[];
  readonly rejectedTotal: number;
  /** of the rejected rows, those that nobody can say which entity they are */
  readonly nameless: number;
  /** the run that applies the rest; undefined when there is nothing to apply */
  readonly runId: string | undefined;
  /** the set was made for this dry run and is empty */
  readonly madeFor: string | undefined;
};

const CHUNK_LINES = 1_000;
const CHUNK_BYTES = 4 * 1024 * 1024;
/** Above this, other work of the tenants goes first. */
const LARGE = 5_000;
const WAIT_MS = 60_000;

/** An earlier replacement of the set ends first: this body is compared with what it leaves. */
async function waitForTurn(ctx: TenantContext, sourceId: string): Promise<void> {
  for (const endAt = Date.now() + WAIT_MS; ; await sleep(150)) {
    const active = await withTenantSql(ctx, async (db) => {
      await failAbandoned(db);
      return findActiveRun(db, sourceId);
    });
    if (!active) return;
    if (Date.now() > endAt) throw busy(active.set);
  }
}

const busy = (set: string) =>
  new AppError(
    "conflict",
    `The set "${set}" is being replaced by an earlier request. Send this one again when that has ended.`,
  );

class Receiver {
  private readonly seen = new Map<string, number>();
  private readonly rejected: Rejection[] = [];
  private rejectedTotal = 0;
  private nameless = 0;
  private received = 0;
  private number = 0;
  private lines: StagedLine[] = [];
  private writing: Promise<void> | undefined;
  private bytes = 0;
  private staged = 0;
  private run: { readonly id: string; readonly isNew: boolean; readonly sourceId: string } | undefined;

  constructor(
    private readonly ctx: TenantContext,
    private readonly input: PushInput,
    private readonly stored: ReadonlyMap<string, string>,
  ) {}

  async take(item: BodyItem): Promise<void> {
    this.received += 1;
    if (item.problem !== undefined) return this.reject(item.row, `The entity is ${item.problem}.`);
    const hash = hashOfText(item.bytes);
    const key = this.stored.get(hash);
    if (key === undefined) return this.stage(item.row, hash, item.bytes);
    const before = this.seen.get(key);
    if (before === undefined) this.seen.set(key, item.row);
    else this.reject(item.row, `${key} is given already in row ${before}`, key);
  }

  private reject(row: number, reason: string, ref?: string, fix?: string): void {
    this.rejectedTotal += 1;
    if (ref === undefined) this.nameless += 1;
    if (this.rejected.length < REJECTED_SHOWN) this.rejected.push({ row, reason, ref, fix });
  }

  private async stage(row: number, hash: string, bytes: Buffer): Promise<void> {
    if (!isUtf8(bytes)) return this.reject(row, "not valid UTF-8", undefined, "Send the body as UTF-8.");
    if (bytes.includes(0) || bytes.includes(0x1e))
      return this.reject(
        row,
        "not JSON: a text holds a control character as it is",
        undefined,
        "Escape control characters, as \\u001e.",
      );
    // A body may begin with a byte order mark, which JSON does not know.
    this.lines.push({ row, hash, text: bytes.toString().replace(/^\ufeff/, "") });
    this.bytes += bytes.length;
    this.staged += 1;
    if (this.lines.length >= CHUNK_LINES || this.bytes >= CHUNK_BYTES) await this.flush();
  }

  private async flush(): Promise<void> {
    if (this.lines.length === 0) return;
    const { lines, number } = this;
    [this.lines, this.bytes] = [[], 0];
    this.number += 1;
    const { id } = await this.begin();
    // The next chunk is read from the body while this one is on its way; there are never three.
    await this.writing;
    this.writing = withTenantSql(this.ctx, (db) => insertChunk(db, id, number, lines));
    // A failure is told by whoever awaits it next; until then it must not end the process.
    this.writing.catch(() => undefined);
  }

  private async begin() {
    this.run ??= await withTenantSql(this.ctx, async (db) => {
      const set = await insertSet(db, this.input.set);
      const id = await insertRun(db, set.id, this.input.dryRun);
      if (id === undefined) throw busy(this.input.set);
      return { id, isNew: set.isNew, sourceId: set.id };
    });
    return this.run;
  }

  async finish(): Promise<Received> {
    await this.flush();
    await this.writing;
    const unseen = [...this.stored.values()].filter((key) => !this.seen.has(key));
    const counts = {
      received: this.received,
      unchanged: this.seen.size,
      rejected: this.rejected,
      rejectedTotal: this.rejectedTotal,
      nameless: this.nameless,
    };
    if (this.staged === 0 && unseen.length === 0) return { ...counts, runId: undefined, madeFor: undefined };
    const { id, isNew, sourceId } = await this.begin();
    await withTenantSql(this.ctx, async (db) => {
      await queueRun(db, id, { ...counts, unseen, chunks: this.number });
      const job = this.staged + unseen.length > LARGE ? applyLargePush : applyPush;
      await enqueue(db, job, { runId: id }, { requestId: this.ctx.requestId });
      if (!this.input.dryRun)
        await recordAudit(db, this.ctx, {
          action: "catalog.set.pushed",
          target: this.input.set,
          after: { received: this.received, changed: this.staged, missing: unseen.length, run: id },
        });
    });
    return { ...counts, runId: id, madeFor: this.input.dryRun && isNew ? sourceId : undefined };
  }

  async giveUp(error: unknown): Promise<void> {
    const { run } = this;
    await this.writing?.catch(() => undefined);
    if (!run) return;
    const nothing = {
      created: 0,
      changed: 0,
      unchanged: 0,
      removed: 0,
      rejected: [],
      rejectedTotal: 0,
      nameless: 0,
      held: 0,
      heldReason: null,
    };
    await withTenantSql(this.ctx, async (db) => {
      await deleteChunks(db, run.id);
      await updateRun(db, run.id, "failed", nothing, error instanceof Error ? error.message : String(error));
    });
  }
}

/**
 * Takes a set's new content in: what is as before is counted and left alone, the rest waits for a worker. A body of any size
 * costs a line of memory; one without changes writes nothing.
 *
 * @throws AppError invalid_input - set name, frame of the JSON; conflict - an earlier replacement takes longer than a minute;
 *   forbidden - without catalog.entity.write
 */
export async function receiveSet(ctx: TenantContext, input: PushInput): Promise<Received> {
  requirePermission(ctx, "catalog.entity.write");
  requireSetName(input.set);
  const sourceId = await withTenantSql(ctx, (db) => findSet(db, input.set));
  if (sourceId !== undefined) await waitForTurn(ctx, sourceId);
  const receiver = new Receiver(ctx, input, await readStoredSet(ctx, sourceId));
  try {
    for await (const item of input.format === "json" ? splitArray(input.body) : splitLines(input.body))
      await receiver.take(item);
    return await receiver.finish();
  } catch (error) {
    await receiver.giveUp(error);
    if (error instanceof BodyProblem) throw new AppError("invalid_input", error.message, { cause: error });
    throw error;
  }
}
