import { setImmediate } from "node:timers/promises";
import { type Scope, withTenantSql } from "@/lib/platform/db";
import type { TenantId } from "@/lib/platform/types";
import { listChanges, readVersion, streamChanges } from "../store/served-store";
import { bodiesSizeBytes } from "./bodies";
import { CatalogIndex } from "./catalog-index";

// More changes than this come page by page.
const AT_ONCE_MAX = 1_000;
const PAGE = 500;
const HELD_MAX_BYTES = 256 * 1024 * 1024;

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

/** Forgets the tenants used least recently until the others fit. */
function makeRoom(inUse: Held): void {
  const tenants = holder.porticoServed ?? new Map<TenantId, Held>();
  const sizeOf = ({ index }: Held) => (index ? index.sizeBytes + bodiesSizeBytes(index) : 0);
  let bytes = [...tenants.values()].reduce((sum, held) => sum + sizeOf(held), 0);
  for (const [tenantId, held] of tenants) {
    if (bytes <= HELD_MAX_BYTES) return;
    if (held === inUse || held.running) continue;
    bytes -= sizeOf(held);
    tenants.delete(tenantId);
  }
}
