import type { Rejection } from "@/lib/catalog";
import type { TenantSql } from "@/lib/platform/db";

export type PushStatus = "receiving" | "queued" | "running" | "done" | "failed";

export type PushRunRow = {
  readonly id: string;
  readonly sourceId: string;
  readonly set: string;
  readonly status: PushStatus;
  readonly dryRun: boolean;
  readonly received: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly rejectedTotal: number;
  readonly rejected: readonly Rejection[];
  /** of the rejected rows, those that nobody can say which entity they are */
  readonly nameless: number;
  /** entities that stay although the body does not name them: a row that cannot be read may be any of them */
  readonly held: number;
  readonly heldReason: string | null;
  readonly error: string | null;
  /** in which the lines to be read wait */
  readonly chunks: number;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
};

const RUN = `r.id::text, r.source_id::text AS "sourceId", s.name AS set, r.status, r.dry_run AS "dryRun", r.received, r.created, r.changed, r.unchanged,
  r.removed, r.rejected_total AS "rejectedTotal", r.rejected, r.nameless, r.held, r.held_reason AS "heldReason", r.error,
  r.chunks, r.created_at AS "createdAt", r.finished_at AS "finishedAt"`;
const FROM = "FROM push_run r JOIN source s ON s.tenant_id = r.tenant_id AND s.id = r.source_id";

/** The source of a set, if anything was ever pushed to it. */
export async function findSet(db: TenantSql, name: string): Promise<string | undefined> {
  const rows = await db.sql<{ id: string }>(
    "SELECT id::text FROM source WHERE tenant_id = $1::uuid AND kind = 'push' AND name = $2",
    [db.tenantId, name],
  );
  return rows[0]?.id;
}

export async function insertSet(db: TenantSql, name: string): Promise<{ id: string; isNew: boolean }> {
  const rows = await db.sql<{ id: string; isNew: boolean }>(
    `INSERT INTO source (tenant_id, kind, name) VALUES ($1::uuid, 'push', $2)
     ON CONFLICT (tenant_id, kind, name) DO UPDATE SET name = excluded.name RETURNING id::text, xmax = 0 AS "isNew"`,
    [db.tenantId, name],
  );
  return rows[0] ?? { id: "", isNew: false };
}

/** Takes a set out that nothing stands in or is under way to: what a dry run of a new set leaves. */
export async function deleteEmptySet(db: TenantSql, sourceId: string): Promise<void> {
  const values = [db.tenantId, sourceId];
  // Whoever begins a run holds the set meanwhile: only what is read after the wait for it is the truth.
  await db.sql("SELECT 1 FROM source WHERE tenant_id = $1::uuid AND id = $2::uuid FOR UPDATE", values);
  await db.sql(
    `DELETE FROM source s WHERE s.tenant_id = $1::uuid AND s.id = $2::uuid
       AND NOT EXISTS (SELECT 1 FROM fragment f WHERE f.tenant_id = s.tenant_id AND f.source_id = s.id)
       AND NOT EXISTS (SELECT 1 FROM push_run r WHERE r.tenant_id = s.tenant_id AND r.source_id = s.id AND r.status IN ('receiving', 'queued', 'running'))`,
    values,
  );
}

export type StoredKey = { readonly key: string; readonly hash: string };

/** What a set says now, by key; a page at a time. */
export async function listStoredKeys(
  db: TenantSql,
  sourceId: string,
  after: string,
  limit: number,
): Promise<StoredKey[]> {
  return db.sql<StoredKey>(
    `SELECT source_key AS key, hash FROM fragment WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND source_key > $3
     ORDER BY source_key LIMIT $4::int`,
    [db.tenantId, sourceId, after, limit],
  );
}

/** The replacement of a set that is under way. */
export async function findActiveRun(db: TenantSql, sourceId: string): Promise<PushRunRow | undefined> {
  const rows = await db.sql<PushRunRow>(
    `SELECT ${RUN} ${FROM} WHERE r.tenant_id = $1::uuid AND r.source_id = $2::uuid AND r.status IN ('receiving', 'queued', 'running')`,
    [db.tenantId, sourceId],
  );
  return rows[0];
}

/** The newest replacement of a set, in whatever state; dry runs leave nothing and do not count. */
export async function findNewestRun(
  db: TenantSql,
  sourceId: string,
  except?: string,
): Promise<string | undefined> {
  const rows = await db.sql<{ id: string }>(
    `SELECT id::text FROM push_run WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND NOT dry_run AND id IS DISTINCT FROM $3::uuid
     ORDER BY created_at DESC LIMIT 1`,
    [db.tenantId, sourceId, except ?? null],
  );
  return rows[0]?.id;
}

export async function findRun(db: TenantSql, id: string): Promise<PushRunRow | undefined> {
  const rows = await db.sql<PushRunRow>(
    `SELECT ${RUN} ${FROM} WHERE r.tenant_id = $1::uuid AND r.id = $2::uuid`,
    [db.tenantId, id],
  );
  return rows[0];
}

/** @returns undefined when another replacement of this set has begun */
export async function insertRun(
  db: TenantSql,
  sourceId: string,
  dryRun: boolean,
): Promise<string | undefined> {
  const rows = await db.sql<{ id: string }>(
    // Not the transaction's begin: of two runs of a set the later one is to be the newer.
    `INSERT INTO push_run (tenant_id, source_id, dry_run, created_at) VALUES ($1::uuid, $2::uuid, $3, clock_timestamp())
     ON CONFLICT (tenant_id, source_id) WHERE status IN ('receiving', 'queued', 'running') DO NOTHING RETURNING id::text`,
    [db.tenantId, sourceId, dryRun],
  );
  return rows[0]?.id;
}

/** Ends what will not end by itself: uploads whose connection broke without a word, runs whose job was set aside. */
export async function failAbandoned(db: TenantSql): Promise<void> {
  await db.sql(
    `WITH gone AS (
       UPDATE push_run r SET status = 'failed', finished_at = now(), unseen = '', error = CASE status WHEN 'receiving' THEN 'The upload ended before its body did.'
         ELSE coalesce((SELECT o.error FROM outbox o WHERE o.tenant_id = r.tenant_id AND o.job LIKE 'imports.apply-%' AND o.payload->>'runId' = r.id::text
           ORDER BY o.created_at DESC LIMIT 1), 'Its job is gone.') END
       WHERE r.tenant_id = $1::uuid AND (
         (r.status = 'receiving' AND r.created_at < now() - interval '1 hour')
         OR (r.status IN ('queued', 'running') AND NOT EXISTS (
           SELECT 1 FROM outbox o WHERE o.tenant_id = r.tenant_id AND o.job LIKE 'imports.apply-%' AND o.status IN ('pending', 'queued', 'running')
             AND o.payload->>'runId' = r.id::text)))
       RETURNING id)
     DELETE FROM push_chunk WHERE tenant_id = $1::uuid AND run_id IN (SELECT id FROM gone)`,
    [db.tenantId],
  );
}

/** One line of a body, on its way to the worker. */
export type StagedLine = {
  /** in the body, from 1 */
  readonly row: number;
  readonly hash: string;
  /** without NUL and record separator, which no JSON holds */
  readonly text: string;
};

/** Between lines of a chunk: the record separator of RFC 7464. */
const SEPARATOR = "\u001e";

export async function insertChunk(
  db: TenantSql,
  runId: string,
  number: number,
  lines: readonly StagedLine[],
): Promise<void> {
  const text = lines.map((line) => `${line.row} ${line.hash} ${line.text}`).join(SEPARATOR);
  await db.sql(
    "INSERT INTO push_chunk (tenant_id, run_id, number, lines) VALUES ($1::uuid, $2::uuid, $3::int, $4)",
    [db.tenantId, runId, number, text],
  );
}

/** @returns undefined when there is no such chunk: the one before was the last */
export async function findChunk(
  db: TenantSql,
  runId: string,
  number: number,
): Promise<readonly StagedLine[] | undefined> {
  const [chunk] = await db.sql<{ lines: string }>(
    "SELECT lines FROM push_chunk WHERE tenant_id = $1::uuid AND run_id = $2::uuid AND number = $3::int",
    [db.tenantId, runId, number],
  );
  return chunk?.lines.split(SEPARATOR).map((line) => {
    const first = line.indexOf(" ");
    const second = line.indexOf(" ", first + 1);
    return {
      row: Number(line.slice(0, first)),
      hash: line.slice(first + 1, second),
      text: line.slice(second + 1),
    };
  });
}

export async function deleteChunks(db: TenantSql, runId: string): Promise<void> {
  await db.sql("DELETE FROM push_chunk WHERE tenant_id = $1::uuid AND run_id = $2::uuid", [
    db.tenantId,
    runId,
  ]);
}

export type RunCounts = Pick<
  PushRunRow,
  | "created"
  | "changed"
  | "unchanged"
  | "removed"
  | "rejectedTotal"
  | "rejected"
  | "nameless"
  | "held"
  | "heldReason"
>;

/** The body is complete; a worker may begin. */
export async function queueRun(
  db: TenantSql,
  runId: string,
  counts: { readonly received: number; readonly chunks: number; readonly unseen: readonly string[] } & Omit<
    RunCounts,
    "created" | "changed" | "removed" | "held" | "heldReason"
  >,
): Promise<void> {
  await db.sql(
    `UPDATE push_run SET status = 'queued', received = $3::int, unchanged = $4::int, rejected_total = $5::int, rejected = $6::text::jsonb, unseen = $7,
       chunks = $8::int, nameless = $9::int
     WHERE tenant_id = $1::uuid AND id = $2::uuid`,
    [
      db.tenantId,
      runId,
      counts.received,
      counts.unchanged,
      counts.rejectedTotal,
      JSON.stringify(counts.rejected),
      counts.unseen.join("\n"),
      counts.chunks,
      counts.nameless,
    ],
  );
}

/** Keys of the set that no unchanged line named. A canonical ref holds no line break. */
export async function readUnseen(db: TenantSql, runId: string): Promise<readonly string[]> {
  const rows = await db.sql<{ unseen: string }>(
    "SELECT unseen FROM push_run WHERE tenant_id = $1::uuid AND id = $2::uuid",
    [db.tenantId, runId],
  );
  return (rows[0]?.unseen ?? "").split("\n").filter(Boolean);
}

export async function updateRun(
  db: TenantSql,
  runId: string,
  status: PushStatus,
  counts: RunCounts,
  error?: string,
): Promise<void> {
  const isOver = status === "done" || status === "failed";
  await db.sql(
    `UPDATE push_run SET status = $3, created = $4::int, changed = $5::int, unchanged = $6::int, removed = $7::int, rejected_total = $8::int,
       rejected = $9::text::jsonb, error = $10, nameless = $11::int, held = $12::int, held_reason = $13, finished_at = ${isOver ? "now()" : "NULL"}, unseen = ${isOver ? "''" : "unseen"}
     WHERE tenant_id = $1::uuid AND id = $2::uuid`,
    [
      db.tenantId,
      runId,
      status,
      counts.created,
      counts.changed,
      counts.unchanged,
      counts.removed,
      counts.rejectedTotal,
      JSON.stringify(counts.rejected),
      error ?? null,
      counts.nameless,
      counts.held,
      counts.heldReason,
    ],
  );
}
