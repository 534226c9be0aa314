import { setImmediate } from "node:timers/promises";
import { type Scope, withTenantSql } from "@/lib/platform/db";
import type { TenantId } from "@/lib/platform/types";
import { listChanges, readVersion, streamChanges } from "../store/served-store";
import { answersBytes } from "./ask/answers";
import { ordersBytes } from "./ask/ordering";
import { bodiesSizeBytes, forgetBodies } from "./bodies";
import { CatalogIndex } from "./catalog-index";

// More changes than this come page by page.
const AT_ONCE_MAX = 1_000;
const PAGE = 500;
const HELD_MAX_BYTES = 256 * 1024 * 1024;
/** What is held grows with what is read, not only with the tenants that come. */
const ROOM_CHECK_MS = 5_000;
let roomCheckedAt = 0;

type Held = {
  index: CatalogIndex | undefined;
  /** the check under way */
  running: Promise<CatalogIndex> | undefined;
  /** the check after that one, shared by everybody who came since it began */
  queued: Promise<CatalogIndex> | undefined;
};

// Two bundles of one process load this code, Next's and the machine API's; the memory must be one.
const holder = globalThis as typeof globalThis & { porticoServed?: Map<TenantId, Held> };

function heldOf(tenantId: TenantId): Held {
  holder.porticoServed ??= new Map();
  const tenants = holder.porticoServed;
  const held = tenants.get(tenantId) ?? { index: undefined, running: undefined, queued: undefined };
  // Last in the map is last used.
  tenants.delete(tenantId);
  tenants.set(tenantId, held);
  return held;
}

/**
 * The tenant's index, as new as the last commit before the call.
 *
 * A caller must not be answered by a check that began before it came: it might have written in between. So there is one
 * check at work and one to come, which all who wait share.
 */
export function currentIndex(scope: Scope): Promise<CatalogIndex> {
  const held = heldOf(scope.tenantId);
  if (Date.now() - roomCheckedAt > ROOM_CHECK_MS) {
    roomCheckedAt = Date.now();
    makeRoom(held);
  }
  if (!held.running) return start(scope, held);
  const { running } = held;
  held.queued ??= running
    .catch(() => undefined)
    .then(() => {
      held.queued = undefined;
      return start(scope, held);
    });
  return held.queued;
}

function start(scope: Scope, held: Held): Promise<CatalogIndex> {
  const running = refresh(scope, held).finally(() => {
    if (held.running === running) held.running = undefined;
  });
  held.running = running;
  return running;
}

async function refresh(scope: Scope, held: Held): Promise<CatalogIndex> {
  const known = held.index;
  if (!known || known.isWasteful) return load(scope, held);
  const version = await readVersion(scope);
  if (version === known.version) return known;
  // A version that went back is another database, restored from a copy.
  if (version < known.version) return load(scope, held);
  const changes = await withTenantSql(scope, (db) => listChanges(db, known.version, AT_ONCE_MAX));
  if (changes) known.apply(changes);
  else
    await withTenantSql(scope, (db) =>
      streamChanges(db, known.version, PAGE, (page) => applyPage(known, page)),
    );
  known.version = version;
  return known;
}

/** Reads everything anew. A load that fails leaves what was there. */
async function load(scope: Scope, held: Held): Promise<CatalogIndex> {
  const index = new CatalogIndex();
  // The version first: rows that are newer come once more with the next check.
  const version = await readVersion(scope);
  await withTenantSql(scope, (db) => streamChanges(db, 0, PAGE, (page) => applyPage(index, page)));
  index.version = version;
  held.index = index;
  makeRoom(held);
  return index;
}

async function applyPage(index: CatalogIndex, page: Parameters<CatalogIndex["apply"]>[0]): Promise<void> {
  index.apply(page);
  await setImmediate();
}

/**
 * Forgets what was used least recently until the rest fits: bodies first, which come back one by one, then whole tenants.
 *
 * @param inUse - of the caller; stays
 */
export function makeRoom(inUse: Held | undefined, maxBytes = HELD_MAX_BYTES): void {
  const tenants = holder.porticoServed ?? new Map<TenantId, Held>();
  let bytes = heldBytes();
  const idle = [...tenants].filter(([, held]) => held !== inUse && !held.running);
  for (const [, { index }] of idle) {
    if (bytes <= maxBytes) return;
    if (!index) continue;
    bytes -= bodiesSizeBytes(index);
    forgetBodies(index);
  }
  for (const [tenantId, { index }] of idle) {
    if (bytes <= maxBytes) return;
    bytes -= index ? indexBytes(index) : 0;
    tenants.delete(tenantId);
  }
}

/** Memory that indexes and bodies of all tenants take. */
export function heldBytes(): number {
  return [...(holder.porticoServed?.values() ?? [])].reduce(
    (sum, { index }) => sum + (index ? indexBytes(index) + bodiesSizeBytes(index) : 0),
    0,
  );
}

/** An index with the orders and answers that are kept for it. */
function indexBytes(index: CatalogIndex): number {
  return index.sizeBytes + ordersBytes(index) + answersBytes(index);
}
