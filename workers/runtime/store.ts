import type { EntitlementRow } from "@/lib/entitlements";
import type { SystemDb } from "@/lib/platform/db";

/** How long a worker may be silent before its job goes to another. */
export const LEASE_SECONDS = 15;

export type PendingJob = {
  readonly id: string;
  readonly job: string;
  readonly attempts: number;
  readonly rank: number;
};

/**
 * Takes pending jobs for the queue, at most `limit`. `rank` is the job's place among the tenant's outstanding ones:
 * the k-th gets priority k, so a tenant with a thousand jobs delays another's first by one (stack.md 4).
 */
export async function takePending(db: SystemDb, limit: number): Promise<PendingJob[]> {
  return db.sql<PendingJob>(
    `WITH taken AS (
       SELECT id FROM outbox WHERE status = 'pending' AND available_at <= now()
       ORDER BY available_at, created_at LIMIT $1::int FOR UPDATE SKIP LOCKED
     ), outstanding AS (
       SELECT tenant_id, count(*)::int AS n FROM outbox WHERE status = 'queued' GROUP BY tenant_id
     ), marked AS (
       UPDATE outbox o SET status = 'queued', queued_at = now() FROM taken t WHERE o.id = t.id
       RETURNING o.id, o.job, o.attempts, o.tenant_id, o.created_at
     )
     SELECT m.id::text, m.job, m.attempts,
       (coalesce(s.n, 0) + row_number() OVER (PARTITION BY m.tenant_id ORDER BY m.created_at))::int AS rank
     FROM marked m LEFT JOIN outstanding s ON s.tenant_id IS NOT DISTINCT FROM m.tenant_id`,
    [limit],
  );
}

/**
 * Puts back what the queue lost: taken but never started, or started by a worker that went silent.
 *
 * The latter begin again a little apart from each other, so that one that ends its worker does not take the others along again.
 *
 * @returns how many
 */
export async function sweepLost(db: SystemDb, queuedForSeconds: number): Promise<number> {
  const rows = await db.sql(
    `UPDATE outbox SET status = 'pending', lease_until = NULL,
       losses = losses + (status = 'running')::int,
       available_at = CASE WHEN status = 'running' THEN now() + make_interval(secs => losses * 10 * random()) ELSE available_at END
     WHERE (status = 'queued' AND queued_at < now() - make_interval(secs => $1))
        OR (status = 'running' AND lease_until < now())
     RETURNING id`,
    [queuedForSeconds],
  );
  return rows.length;
}

export type ClaimedJob = {
  readonly id: string;
  readonly job: string;
  readonly payload: unknown;
  readonly requestId: string;
  readonly attempts: number;
  /** workers that ended while they had it */
  readonly losses: number;
  readonly tenantId: string | null;
  readonly slug: string | null;
  readonly tenantName: string | null;
  readonly entitlement: EntitlementRow | undefined;
};

/** Starts a job if nobody else has: a second delivery of one job finds nothing to claim. */
export async function claimJob(db: SystemDb, id: string): Promise<ClaimedJob | undefined> {
  const rows = await db.sql<ClaimedJob>(
    `WITH claimed AS (
       UPDATE outbox SET status = 'running', attempts = attempts + 1, lease_until = now() + make_interval(secs => $2)
       WHERE id = $1::uuid AND status IN ('queued', 'pending') RETURNING *
     )
     SELECT c.id::text, c.job, c.payload, c.request_id AS "requestId", c.attempts, c.losses, c.tenant_id::text AS "tenantId", t.slug, t.name AS "tenantName"
     FROM claimed c LEFT JOIN tenant t ON t.id = c.tenant_id`,
    [id, LEASE_SECONDS],
  );
  const claimed = rows[0];
  if (!claimed?.tenantId) return claimed;
  const [entitlement] = await db.sql<EntitlementRow>(
    `SELECT plan, status, addons, trial_plan AS "trialPlan", trial_ends_at AS "trialEndsAt", valid_until AS "validUntil"
     FROM entitlement WHERE tenant_id = $1::uuid`,
    [claimed.tenantId],
  );
  return { ...claimed, entitlement };
}

export async function renewLease(db: SystemDb, ids: readonly string[]): Promise<void> {
  await db.sql(
    "UPDATE outbox SET lease_until = now() + make_interval(secs => $2) WHERE id = ANY($1::uuid[]) AND status = 'running'",
    [[...ids], LEASE_SECONDS],
  );
}

export async function markDone(db: SystemDb, id: string): Promise<void> {
  await db.sql(
    "UPDATE outbox SET status = 'done', finished_at = now(), lease_until = NULL, error = NULL WHERE id = $1::uuid",
    [id],
  );
}

export async function markFailed(db: SystemDb, id: string, error: string): Promise<void> {
  await db.sql(
    "UPDATE outbox SET status = 'failed', finished_at = now(), lease_until = NULL, error = $2 WHERE id = $1::uuid",
    [id, error],
  );
}

/** Runs again at `at`. A wait for a limit does not count as an attempt. */
export async function markRetry(
  db: SystemDb,
  id: string,
  at: Date,
  error: string,
  counts: boolean,
): Promise<void> {
  // A newer pending job with the same dedupe key makes this one superfluous.
  const rows = await db.sql(
    `UPDATE outbox o SET status = 'pending', available_at = $2::text::timestamptz, lease_until = NULL, error = $3,
       attempts = attempts - $4::int
     WHERE id = $1::uuid AND NOT EXISTS (
       SELECT 1 FROM outbox n WHERE n.status = 'pending' AND n.job = o.job AND n.tenant_id = o.tenant_id
         AND n.dedupe_key = o.dedupe_key AND n.id <> o.id)
     RETURNING id`,
    [id, at.toISOString(), error, counts ? 0 : 1],
  );
  if (rows.length === 0) await markDone(db, id);
}

/** Finished rows older than a day go; failed ones stay for the tenant's page for 30 days. */
export async function pruneOutbox(db: SystemDb): Promise<void> {
  await db.sql(
    `DELETE FROM outbox WHERE (status = 'done' AND finished_at < now() - interval '1 day')
       OR (status = 'failed' AND finished_at < now() - interval '30 days')`,
  );
}
