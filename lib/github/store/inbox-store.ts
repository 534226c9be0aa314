import type { SystemDb } from "@/lib/platform/db";

export type DeliveryRow = {
  readonly id: string;
  readonly deliveryId: string;
  readonly event: string;
  readonly body: unknown;
  readonly status: string;
};

/**
 * Stores a delivery before GitHub gets its 2xx.
 *
 * @returns its id when there is work to do: it is new, or an earlier try of it failed. undefined for a repetition.
 */
export async function insertDelivery(
  db: SystemDb,
  delivery: { deliveryId: string; event: string; bodyText: string },
): Promise<string | undefined> {
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO webhook_inbox (provider, delivery_id, event, body) VALUES ('github', $1, $2, $3::text::jsonb)
     ON CONFLICT (provider, delivery_id) DO UPDATE SET status = 'received', error = NULL WHERE webhook_inbox.status = 'failed'
     RETURNING id::text`,
    [delivery.deliveryId, delivery.event, delivery.bodyText],
  );
  return rows[0]?.id;
}

export async function findDelivery(db: SystemDb, id: string): Promise<DeliveryRow | undefined> {
  const rows = await db.sql<DeliveryRow>(
    `SELECT id::text, delivery_id AS "deliveryId", event, body, status FROM webhook_inbox WHERE id = $1::uuid AND provider = 'github'`,
    [id],
  );
  return rows[0];
}

export async function settleDelivery(
  db: SystemDb,
  id: string,
  status: "processed" | "ignored" | "failed",
  error?: string,
): Promise<void> {
  await db.sql(
    "UPDATE webhook_inbox SET status = $2, error = $3, attempts = attempts + 1, processed_at = now() WHERE id = $1::uuid",
    [id, status, error ?? null],
  );
}

/** Settled deliveries go after a week: long after GitHub forgets them (three days). Failed ones stay to be looked at. */
export async function pruneDeliveries(db: SystemDb): Promise<void> {
  await db.sql(
    "DELETE FROM webhook_inbox WHERE provider = 'github' AND status IN ('processed', 'ignored') AND received_at < now() - interval '7 days'",
  );
}
