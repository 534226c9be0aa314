import { isUtf8 } from "node:buffer";
import { requirePermission } from "@/lib/access";
import { recordAudit } from "@/lib/audit";
import { listUnserved, REJECTED_SHOWN, type Rejection } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { enqueue } from "@/lib/platform/jobs";
import { applyLargePush, applyPush } from "../jobs";
import {
  deleteChunks,
  findSet,
  insertChunk,
  queueRun,
  type StagedLine,
  updateRun,
} from "../store/push-store";
import { requireSetName } from "./set-name";
import { type BodyItem, BodyProblem, splitArray, splitLines } from "./split-body";
import { hashOfText, readStoredSet } from "./stored-set";
import { readNewestRun, type Turn, takeTurn, waitForTurn } from "./take-turn";

export type PushInput = {
  readonly set: string;
  readonly format: "ndjson" | "json";
  readonly body: AsyncIterable<Uint8Array>;
  readonly dryRun: boolean;
  /** how long an earlier replacement of the set is waited for; half a minute unless said */
  readonly turnMs?: number;
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
const TURN_MS = 30_000;
/** Of unchanged entities so much text is kept until the run begins: enough for all of a small set. */
const KEPT_BYTES = 4 * 1024 * 1024;

const overtaken = (set: string, run: string | undefined) =>
  new AppError(
    "conflict",
    `The set "${set}" was replaced by another request (run ${run ?? "unknown"}) while this body was on its way. Nothing of this one was applied; send it again.`,
    run === undefined ? {} : { details: { run } },
  );

/** A set as it stood when a body began to come. */
type Before = {
  /** undefined when there was no such set */
  readonly sourceId: string | undefined;
  readonly keys: ReadonlyMap<string, string>;
  /** its newest replacement */
  readonly run: string | undefined;
};

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
  private run: Turn | undefined;
  private stored: ReadonlyMap<string, string>;
  private readonly kept = new Map<string, Buffer>();
  private keptBytes = 0;

  constructor(
    private readonly ctx: TenantContext,
    private readonly input: PushInput,
    private readonly before: Before,
  ) {
    this.stored = before.keys;
  }

  async take(item: BodyItem): Promise<void> {
    this.received += 1;
    if (item.problem !== undefined) return this.reject(item.row, `The entity is ${item.problem}.`);
    const hash = hashOfText(item.bytes);
    const key = this.stored.get(hash);
    if (key === undefined) return this.stage(item.row, hash, item.bytes);
    const before = this.seen.get(key);
    if (before !== undefined) return this.reject(item.row, `${key} is given already in row ${before}`, key);
    this.seen.set(key, item.row);
    this.keep(key, item.bytes);
  }

  /** Until the run begins another one may change the set, and then what seemed unchanged has to be applied after all. */
  private keep(key: string, bytes: Buffer): void {
    if (this.run || this.keptBytes + bytes.length > KEPT_BYTES) return;
    // A copy: a part of the chunk would hold the whole chunk.
    this.kept.set(key, Buffer.from(bytes));
    this.keptBytes += bytes.length;
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

  private async begin(): Promise<Turn> {
    if (this.run) return this.run;
    const turn = await takeTurn(this.ctx, this.input, this.input.turnMs ?? TURN_MS);
    this.run = turn;
    if (turn.after !== this.before.run) await this.compareAnew(turn);
    this.kept.clear();
    return turn;
  }

  /** Another replacement of the set has ended since its hashes were read. From here on there can be none. */
  private async compareAnew({ sourceId, after }: Turn): Promise<void> {
    const before = this.stored;
    this.stored = await readStoredSet(this.ctx, sourceId);
    for (const [hash, key] of before) {
      const row = this.seen.get(key);
      if (row === undefined || this.stored.get(hash) === key) continue;
      const bytes = this.kept.get(key);
      if (!bytes) throw overtaken(this.input.set, after);
      this.seen.delete(key);
      await this.stage(row, hash, bytes);
    }
  }

  private unseen(): string[] {
    return [...this.stored.values()].filter((key) => !this.seen.has(key));
  }

  private async isOvertaken(): Promise<boolean> {
    return (await readNewestRun(this.ctx, this.input.set)) !== this.before.run;
  }

  /** Of unchanged entities, those that are not served; the changed ones are told by the run. @returns how many */
  private async rejectUnserved(): Promise<number> {
    const sourceId = this.run?.sourceId ?? this.before.sourceId;
    if (sourceId === undefined || this.seen.size === 0) return 0;
    let count = 0;
    for (const [ref, { reason, fix }] of await withTenantSql(this.ctx, (db) => listUnserved(db, sourceId))) {
      // The key of a pushed entity is its ref.
      const row = this.seen.get(ref);
      if (row === undefined) continue;
      this.reject(row, reason, ref, fix);
      count += 1;
    }
    return count;
  }

  async finish(): Promise<Received> {
    await this.flush();
    if (!this.run && (this.unseen().length > 0 || (await this.isOvertaken()))) await this.begin();
    // Beginning may have shown that more has to be applied.
    await this.flush();
    await this.writing;
    const unseen = this.unseen();
    const unserved = await this.rejectUnserved();
    const counts = {
      received: this.received,
      unchanged: this.seen.size - unserved,
      rejected: this.rejected,
      rejectedTotal: this.rejectedTotal,
      nameless: this.nameless,
    };
    if (!this.run) return { ...counts, runId: undefined, madeFor: undefined };
    const { id, isNew, sourceId } = this.run;
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
 * @throws AppError invalid_input - set name, frame of the JSON; conflict - an earlier replacement takes longer than `turnMs`, or
 *   one that ran meanwhile changed more than was kept of this body; forbidden - without catalog.entity.write
 */
export async function receiveSet(ctx: TenantContext, input: PushInput): Promise<Received> {
  requirePermission(ctx, "catalog.entity.write");
  requireSetName(input.set);
  const sourceId = await withTenantSql(ctx, (db) => findSet(db, input.set));
  const run = sourceId === undefined ? undefined : await waitForTurn(ctx, sourceId, input.turnMs ?? TURN_MS);
  const receiver = new Receiver(ctx, input, { sourceId, run, keys: await readStoredSet(ctx, sourceId) });
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
