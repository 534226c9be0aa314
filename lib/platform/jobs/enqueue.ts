import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { SystemDb, TenantSql } from "@/lib/platform/db";
import type { JobDefinition } from "./define";

export const OUTBOX_CHANNEL = "portico_outbox";

type Options = { readonly requestId?: string; readonly availableAt?: Date };

const INSERT = `INSERT INTO outbox (tenant_id, job, payload, dedupe_key, request_id, available_at)
  VALUES ($1::uuid, $2, $3::text::jsonb, $4, $5, coalesce($6::text::timestamptz, now()))
  ON CONFLICT (tenant_id, job, dedupe_key) WHERE status = 'pending' AND dedupe_key IS NOT NULL DO NOTHING`;

/**
 * Asks for a job: an outbox row in the caller's transaction, so the job exists exactly if the write does.
 * The relay in workers/runtime hands it to BullMQ after the commit. There is no other way to enqueue.
 */
export async function enqueue<P extends z.ZodType>(
  db: TenantSql | (SystemDb & { readonly tenantId?: undefined }),
  job: JobDefinition<string, P>,
  payload: z.input<P>,
  options: Options = {},
): Promise<void> {
  const parsed = job.payload.parse(payload);
  await db.sql(INSERT, [
    db.tenantId ?? null,
    job.name,
    JSON.stringify(parsed),
    job.dedupeKey?.(parsed) ?? null,
    options.requestId ?? randomUUID(),
    options.availableAt?.toISOString() ?? null,
  ]);
  await db.sql("SELECT pg_notify($1, '')::text", [OUTBOX_CHANNEL]);
}
