import type { TenantSql } from "@/lib/platform/db";
import type { Definition } from "../model/definition";

export type RunTrigger = "person" | "schedule" | "api" | "undo" | "remove";
export type RunStatus = "queued" | "running" | "waiting" | "done" | "failed";
export type RunProblem = {
  readonly code: string;
  readonly message: string;
  readonly fix?: string | undefined;
};

export type RunRow = {
  readonly id: string;
  readonly sourceId: string;
  readonly trigger: RunTrigger;
  readonly status: RunStatus;
  readonly stage: "read" | "apply" | "done";
  readonly uploadId: string | null;
  readonly undoOf: string | null;
  readonly undoneAt: Date | null;
  readonly confirmed: boolean;
  readonly records: number;
  readonly applied: number;
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
  readonly rejected: number;
  readonly held: number;
  readonly heldReason: string | null;
  readonly problem: RunProblem | null;
  readonly waitUntil: Date | null;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly finishedAt: Date | null;
};

const COLUMNS = `id::text, source_id::text AS "sourceId", trigger, status, stage, upload_id::text AS "uploadId", undo_of::text AS "undoOf",
  undone_at AS "undoneAt", confirmed, records, applied, created, changed, unchanged, removed, rejected, held, held_reason AS "heldReason", problem,
  wait_until AS "waitUntil", started_by AS "startedBy", started_at AS "startedAt", finished_at AS "finishedAt"`;

export async function insertRun(
  db: TenantSql,
  row: {
    readonly sourceId: string;
    readonly trigger: RunTrigger;
    readonly definition: Definition;
    readonly uploadId?: string | undefined;
    readonly undoOf?: string | undefined;
    readonly confirmed: boolean;
    readonly startedBy: string;
  },
): Promise<string> {
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO import_run (tenant_id, source_id, trigger, definition, upload_id, undo_of, confirmed, started_by)
     VALUES ($1::uuid, $2::uuid, $3, $4::text::jsonb, $5::uuid, $6::uuid, $7, $8) RETURNING id::text`,
    [
      db.tenantId,
      row.sourceId,
      row.trigger,
      JSON.stringify(row.definition),
      row.uploadId ?? null,
      row.undoOf ?? null,
      row.confirmed,
      row.startedBy,
    ],
  );
  const id = rows[0]?.id;
  if (!id) throw new Error("the run was not inserted");
  return id;
}

export async function findRun(db: TenantSql, runId: string): Promise<RunRow | undefined> {
  const rows = await db.sql<RunRow>(
    `SELECT ${COLUMNS} FROM import_run WHERE tenant_id = $1::uuid AND id = $2::uuid`,
    [db.tenantId, runId],
  );
  return rows[0];
}

export async function findRunDefinition(db: TenantSql, runId: string): Promise<unknown> {
  const rows = await db.sql<{ definition: unknown }>(
    "SELECT definition FROM import_run WHERE tenant_id = $1::uuid AND id = $2::uuid",
    [db.tenantId, runId],
  );
  return rows[0]?.definition;
}

/** The run under way, if there is one. */
export async function findOpenRun(db: TenantSql, sourceId: string): Promise<RunRow | undefined> {
  const rows = await db.sql<RunRow>(
    `SELECT ${COLUMNS} FROM import_run WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND status IN ('queued', 'running', 'waiting')
     ORDER BY started_at DESC LIMIT 1`,
    [db.tenantId, sourceId],
  );
  return rows[0];
}

/** Whether a job of the run is alive; a run whose job was set aside does not go on by itself. */
export async function hasLiveJob(db: TenantSql, runId: string): Promise<boolean> {
  const rows = await db.sql(
    `SELECT 1 FROM outbox WHERE tenant_id = $1::uuid AND status IN ('pending', 'queued', 'running') AND payload->>'runId' = $2 LIMIT 1`,
    [db.tenantId, runId],
  );
  return rows.length > 0;
}

/** The newest run that changed something and has not been taken back: the one that may be. */
export async function findUndoable(db: TenantSql, sourceId: string): Promise<RunRow | undefined> {
  const rows = await db.sql<RunRow>(
    `SELECT ${COLUMNS} FROM import_run r WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND trigger NOT IN ('undo', 'remove') AND undone_at IS NULL
       AND EXISTS (SELECT 1 FROM import_undo u WHERE u.tenant_id = r.tenant_id AND u.run_id = r.id)
     ORDER BY started_at DESC LIMIT 1`,
    [db.tenantId, sourceId],
  );
  return rows[0];
}

/** The last completed reading before a run. */
export async function findEarlierRun(
  db: TenantSql,
  sourceId: string,
  runId: string,
): Promise<RunRow | undefined> {
  const rows = await db.sql<RunRow>(
    `SELECT ${COLUMNS} FROM import_run WHERE tenant_id = $1::uuid AND source_id = $2::uuid AND id <> $3::uuid AND status = 'done'
       AND trigger NOT IN ('undo', 'remove') ORDER BY started_at DESC LIMIT 1`,
    [db.tenantId, sourceId, runId],
  );
  return rows[0];
}

export async function listRunRows(
  db: TenantSql,
  sourceId: string,
  page: { readonly from: number; readonly limit: number },
): Promise<{ runs: RunRow[]; total: number }> {
  const runs = await db.sql<RunRow>(
    `SELECT ${COLUMNS} FROM import_run WHERE tenant_id = $1::uuid AND source_id = $2::uuid ORDER BY started_at DESC OFFSET $3::int LIMIT $4::int`,
    [db.tenantId, sourceId, page.from, page.limit],
  );
  const counted = await db.sql<{ total: number }>(
    "SELECT count(*)::int AS total FROM import_run WHERE tenant_id = $1::uuid AND source_id = $2::uuid",
    [db.tenantId, sourceId],
  );
  return { runs, total: counted[0]?.total ?? 0 };
}

export type RunChange = Partial<
  Omit<RunRow, "id" | "sourceId" | "trigger" | "uploadId" | "undoOf" | "startedBy" | "startedAt">
>;

const NAMES: Readonly<Record<keyof RunChange, string>> = {
  status: "status",
  stage: "stage",
  undoneAt: "undone_at",
  confirmed: "confirmed",
  records: "records",
  applied: "applied",
  created: "created",
  changed: "changed",
  unchanged: "unchanged",
  removed: "removed",
  rejected: "rejected",
  held: "held",
  heldReason: "held_reason",
  problem: "problem",
  waitUntil: "wait_until",
  finishedAt: "finished_at",
};

function isColumn(key: string): key is keyof RunChange {
  return Object.hasOwn(NAMES, key);
}

/** Sets the named columns of a run. */
export async function updateRun(db: TenantSql, runId: string, change: RunChange): Promise<void> {
  const keys = Object.keys(change).filter(isColumn);
  const values = Object.fromEntries(keys.map((key) => [NAMES[key], change[key] ?? null]));
  const set = keys.map((key) => `${NAMES[key]} = n.${NAMES[key]}`).join(", ");
  await db.sql(
    `UPDATE import_run r SET ${set} FROM jsonb_populate_record(NULL::import_run, $3::text::jsonb) n
     WHERE r.tenant_id = $1::uuid AND r.id = $2::uuid`,
    [db.tenantId, runId, JSON.stringify(values)],
  );
}

/** Runs that are past their time keep their counts; what would undo them goes. */
export async function pruneRunRows(db: TenantSql, before: Date): Promise<void> {
  const values = [db.tenantId, before.toISOString()];
  const old = "(SELECT id FROM import_run WHERE tenant_id = $1::uuid AND started_at < $2::text::timestamptz)";
  for (const table of ["import_undo", "import_page", "import_rejection"])
    await db.sql(`DELETE FROM ${table} WHERE tenant_id = $1::uuid AND run_id IN ${old}`, values);
  await db.sql(
    "DELETE FROM import_upload WHERE tenant_id = $1::uuid AND created_at < $2::text::timestamptz",
    values,
  );
  await db.sql(
    `UPDATE import_source s SET prune_at = CASE WHEN EXISTS (SELECT 1 FROM import_run r WHERE r.tenant_id = s.tenant_id AND r.source_id = s.source_id
         AND r.started_at >= $2::text::timestamptz) THEN now() + interval '1 day' END
     WHERE s.tenant_id = $1::uuid AND s.prune_at <= now()`,
    values,
  );
}
