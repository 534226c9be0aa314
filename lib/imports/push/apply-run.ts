import { setImmediate } from "node:timers/promises";
import {
  type DraftedFragments,
  draftGiven,
  type EntityDraft,
  type EntitySource,
  type GivenEntity,
  REJECTED_SHOWN,
  type Rejection,
  readGiven,
  removeEntities,
  type SourceFragment,
  storeEntities,
  tenantKinds,
} from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { publish } from "@/lib/platform/events";
import {
  deleteChunks,
  findChunk,
  findRun,
  listStoredKeys,
  type PushRunRow,
  type PushStatus,
  type RunCounts,
  readUnseen,
  type StagedLine,
  updateRun,
} from "../store/push-store";

type Counts = { -readonly [Name in keyof RunCounts]: RunCounts[Name] } & { rejected: Rejection[] };

/** What the events stream says of a run's end. */
export const PUSH_TOPIC = "imports.push";

function sourceOf(run: PushRunRow): EntitySource {
  return {
    sourceId: run.sourceId,
    name: run.set,
    rule: `pushed to the set ${run.set}`,
    location: `push:${run.set}`,
    cause: { kind: "set", name: run.set },
  };
}

function parseLine({ row, hash, text }: StagedLine): GivenEntity | Rejection {
  try {
    return { entity: JSON.parse(text), row, hash };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { row, reason: `not JSON: ${why}`, fix: "Send one complete JSON object for each entity." };
  }
}

function note(counts: Counts, rejected: readonly Rejection[]): void {
  counts.rejectedTotal += rejected.length;
  counts.nameless += rejected.filter(({ ref }) => ref === undefined).length;
  counts.rejected.push(...rejected.slice(0, Math.max(0, REJECTED_SHOWN - counts.rejected.length)));
}

/** Why nothing is removed: the rows nobody can read may be the very entities that seem to be gone. */
function heldReason({ nameless, rejected }: Counts): string {
  const rows = rejected.flatMap(({ ref, row }) => (ref === undefined ? [row] : []));
  const first = rows.length === 0 ? "" : `, the first is row ${Math.min(...rows)}`;
  return `Nothing is removed, because rejected rows without a ref (${nameless.toLocaleString("en")}${first}) may be the entities that seem to be gone. Correct them and send the set again; an empty body removes everything.`;
}

/** Lines checked without a pause: a few milliseconds. */
const AT_ONCE = 50;

type Prepared = DraftedFragments & { readonly rejected: readonly Rejection[] };

/** Keys of the set that unchanged lines gave, and those that nothing has given yet. */
async function readSplit(
  ctx: TenantContext,
  run: PushRunRow,
): Promise<{ readonly seen: Map<string, number>; readonly unseen: ReadonlySet<string> }> {
  const unseen = new Set(await withTenantSql(ctx, (db) => readUnseen(db, run.id)));
  const seen = new Map<string, number>();
  for (let after: string | undefined = ""; after !== undefined; ) {
    const from: string = after;
    const page = await withTenantSql(ctx, (db) => listStoredKeys(db, run.sourceId, from, 10_000));
    // Row 0: an unchanged line, whose number nobody kept.
    for (const { key } of page) if (!unseen.has(key)) seen.set(key, 0);
    after = page.length < 10_000 ? undefined : page.at(-1)?.key;
  }
  return { seen, unseen };
}

/**
 * Applies what a body changed, chunk by chunk, and takes out what it no longer names. While the database stores one chunk the
 * next is checked. Entities that an earlier try stored count as unchanged in its figures, and nothing is stored twice.
 */
export async function applyRun(ctx: TenantContext, runId: string): Promise<void> {
  const run = await withTenantSql(ctx, (db) => findRun(db, runId));
  if (!run || run.status === "done" || run.status === "failed") return;
  const source = sourceOf(run);
  const kinds = await tenantKinds(ctx);
  const { seen, unseen } = await readSplit(ctx, run);
  const counts: Counts = { ...run, rejected: [...run.rejected] };
  const save = (status: PushStatus) =>
    withTenantSql(ctx, async (db) => {
      await updateRun(db, runId, status, counts);
      if (status === "running") return;
      await deleteChunks(db, runId);
      await publish(db, PUSH_TOPIC, { runId });
    });

  const refused = new Set<string>();
  const prepare = async (number: number): Promise<Prepared | undefined> => {
    const chunk = await withTenantSql(ctx, (db) => findChunk(db, runId, number));
    if (!chunk) return undefined;
    const fragments: SourceFragment[] = [];
    const drafts = new Map<string, EntityDraft>();
    const rejected: Rejection[] = [];
    for (let from = 0; from < chunk.length; from += AT_ONCE) {
      const lines = chunk.slice(from, from + AT_ONCE).map(parseLine);
      const given = lines.filter((line) => "entity" in line);
      const read = readGiven(source, given, seen, kinds);
      const drafted = draftGiven(read.fragments, kinds);
      fragments.push(...drafted.fragments);
      for (const [ref, draft] of drafted.drafts.of) drafts.set(ref, draft);
      rejected.push(...lines.filter((line) => "reason" in line), ...read.rejected);
      // The chunk before is being stored meanwhile: its next statement must not wait for all of these.
      await setImmediate();
    }
    for (const { ref } of rejected) if (ref !== undefined) refused.add(ref);
    return { fragments, drafts: { kinds, of: drafts }, rejected };
  };
  await save("running");
  let next = prepare(0);
  let number = 0;
  for (; ; number++) {
    const chunk = await next;
    if (!chunk) break;
    const storing = storeEntities(ctx, source, chunk, run.dryRun);
    next = prepare(number + 1);
    const stored = await storing;
    counts.created += stored.created;
    counts.changed += stored.changed;
    counts.unchanged += stored.unchanged;
    note(counts, [...chunk.rejected, ...stored.rejected]);
  }
  // What a lost chunk gave would be taken for gone.
  if (number < run.chunks)
    throw new AppError("internal", `The run ${runId} has ${number} of its ${run.chunks} chunks.`);
  // What is given wrongly now keeps its last good version.
  const gone = [...unseen].filter((key) => !seen.has(key) && !refused.has(key));
  if (counts.nameless === 0) counts.removed = await removeEntities(ctx, source, gone, run.dryRun);
  else if (gone.length > 0) {
    counts.held = gone.length;
    counts.heldReason = heldReason(counts);
  }
  await save("done");
}
