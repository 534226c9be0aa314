import { listen, type TenantSql } from "@/lib/platform/db";
import { type Json, parseTenantId, type TenantId } from "@/lib/platform/types";

const CHANNEL = "portico_event";

/** What open pages are told. Ids and counts only: a page that needs more reads it with its own rights. */
export type TenantEvent = { readonly tenantId: TenantId; readonly topic: string; readonly data: Json };

/** Tells open pages of this tenant something, when the transaction commits. At most 7,500 bytes of JSON. */
export async function publish(db: TenantSql, topic: string, data: Json): Promise<void> {
  await db.sql("SELECT pg_notify($1, $2)::text", [
    CHANNEL,
    JSON.stringify({ tenantId: db.tenantId, topic, data }),
  ]);
}

/** The same for many events, in one statement. */
export async function publishAll(db: TenantSql, topic: string, data: readonly Json[]): Promise<void> {
  if (data.length === 0) return;
  const payloads = data.map((one) => JSON.stringify({ tenantId: db.tenantId, topic, data: one }));
  await db.sql("SELECT pg_notify($1, payload)::text FROM unnest($2::text[]) AS payload", [CHANNEL, payloads]);
}

type Listener = (event: TenantEvent) => void;
const holder = globalThis as typeof globalThis & { porticoListeners?: Map<string, Set<Listener>> };

function listeners(): Map<string, Set<Listener>> {
  if (holder.porticoListeners) return holder.porticoListeners;
  const map = new Map<string, Set<Listener>>();
  holder.porticoListeners = map;
  listen(CHANNEL, (payload) => {
    const raw: { tenantId: string; topic: string; data: Json } = JSON.parse(payload);
    const event = { ...raw, tenantId: parseTenantId(raw.tenantId) };
    for (const listener of map.get(event.tenantId) ?? []) listener(event);
  });
  return map;
}

/** Calls `listener` with each event of one tenant, from this process's single listening connection. @returns stops it */
export function subscribe(tenantId: TenantId, listener: Listener): () => void {
  const map = listeners();
  const set = map.get(tenantId) ?? new Set<Listener>();
  map.set(tenantId, set.add(listener));
  return () => {
    set.delete(listener);
    if (set.size === 0) map.delete(tenantId);
  };
}
