import type { SystemDb } from "@/lib/platform/db";

/** Stores an event before Stripe gets its 2xx. @returns its row when there is work: it is new, or an earlier try of it failed */
export async function insertEvent(
  db: SystemDb,
  event: { id: string; type: string; bodyText: string },
): Promise<string | undefined> {
  const rows = await db.sql<{ id: string }>(
    `INSERT INTO webhook_inbox (provider, delivery_id, event, body) VALUES ('stripe', $1, $2, $3::text::jsonb)
     ON CONFLICT (provider, delivery_id) DO UPDATE SET status = 'received', error = NULL WHERE webhook_inbox.status = 'failed'
     RETURNING id::text`,
    [event.id, event.type, event.bodyText],
  );
  return rows[0]?.id;
}

export async function findEventCustomer(
  db: SystemDb,
  inboxId: string,
): Promise<{ customerId: string | null; status: string } | undefined> {
  const rows = await db.sql<{ customerId: string | null; status: string }>(
    `SELECT CASE WHEN body#>>'{data,object,object}' = 'customer' THEN body#>>'{data,object,id}' ELSE body#>>'{data,object,customer}' END AS "customerId", status
     FROM webhook_inbox WHERE id = $1::uuid AND provider = 'stripe'`,
    [inboxId],
  );
  return rows[0];
}

export async function settleEvent(
  db: SystemDb,
  inboxId: string,
  status: "processed" | "ignored",
  note: string | undefined,
): Promise<void> {
  await db.sql(
    "UPDATE webhook_inbox SET status = $2, error = $3, attempts = attempts + 1, processed_at = now() WHERE id = $1::uuid",
    [inboxId, status, note ?? null],
  );
}
