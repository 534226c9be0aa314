import { randomToken } from "@/lib/platform/crypto";
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

/** A page is drawn before its stream is open: what happened in between is kept this long. */
const KEPT_MS = 60_000;
const KEPT_MAX = 5_000;

/** Told when events may have been lost: read everything anew. */
export const MISSED = "missed";

type Listener = (event: TenantEvent, position: string) => void;
type Kept = { readonly number: number; readonly atMs: number; readonly event: TenantEvent };
type Hub = {
  /** of this time of listening: a position of another one cannot be continued */
  id: string;
  readonly listeners: Map<string, Set<Listener>>;
  kept: Kept[];
  number: number;
};
const holder = globalThis as typeof globalThis & { porticoEvents?: Hub };

function hub(): Hub {
  if (holder.porticoEvents) return holder.porticoEvents;
  const made: Hub = { id: randomToken(6), listeners: new Map(), kept: [], number: 0 };
  holder.porticoEvents = made;
  listen(
    CHANNEL,
    (payload) => {
      const raw: { tenantId: string; topic: string; data: Json } = JSON.parse(payload);
      const event = { ...raw, tenantId: parseTenantId(raw.tenantId) };
      keep(made, event, Date.now());
      for (const listener of made.listeners.get(event.tenantId) ?? []) listener(event, position(made));
    },
    () => startAnew(made),
  );
  return made;
}

const position = ({ id, number }: Hub) => `${id}.${number}`;

// What was sent before this connection listened is lost, so nobody may go on from a position of before.
function startAnew(hub: Hub): void {
  hub.id = randomToken(6);
  hub.kept = [];
  for (const [tenantId, listeners] of hub.listeners) {
    const event = { tenantId: parseTenantId(tenantId), topic: MISSED, data: {} };
    for (const listener of listeners) listener(event, position(hub));
  }
}

function keep(to: Hub, event: TenantEvent, atMs: number): void {
  to.number += 1;
  to.kept.push({ number: to.number, atMs, event });
  if (to.kept.length > KEPT_MAX || (to.kept[0]?.atMs ?? atMs) < atMs - 2 * KEPT_MS)
    to.kept = to.kept.slice(-KEPT_MAX / 2).filter((one) => one.atMs >= atMs - KEPT_MS);
}

/** Where the stream of events stands now; for `subscribe`, so that nothing is missed between reading and listening. */
export function eventPosition(): string {
  return position(hub());
}

/**
 * Calls `listener` with each event of one tenant, from this process's single listening connection.
 *
 * @param from - an earlier `eventPosition()`: what came since is told first
 * @returns what stops it, and whether everything since `from` could still be told
 */
export function subscribe(
  tenantId: TenantId,
  listener: Listener,
  from?: string,
): { readonly stop: () => void; readonly complete: boolean } {
  const { id, listeners, kept } = hub();
  const [fromId, fromNumber] = (from ?? "").split(".");
  const since = fromId === id ? Number(fromNumber) : undefined;
  if (since !== undefined) {
    for (const { number, event } of kept)
      if (number > since && event.tenantId === tenantId) listener(event, `${id}.${number}`);
  }
  const set = listeners.get(tenantId) ?? new Set<Listener>();
  listeners.set(tenantId, set.add(listener));
  return {
    complete: from === undefined || (since !== undefined && since + 1 >= (kept[0]?.number ?? 0)),
    stop: () => {
      set.delete(listener);
      if (set.size === 0) listeners.delete(tenantId);
    },
  };
}
