import {
  type EntitySource,
  type GivenEntity,
  readGiven,
  removeEntities,
  storeEntities,
  tenantKinds,
} from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { listNotes, listSaidHashes } from "../store/undo-store";
import type { Applied } from "./apply-stage";

const BATCH = 500;
const NOTHING = { unchanged: 0, rejected: 0, held: 0, heldReason: null };

/**
 * Takes a run back: what it created goes, what it changed or removed is as the source said before. Safe to repeat.
 *
 * @returns counts from the catalog's side: created is what came back, removed what went
 */
export async function takeBack(ctx: TenantContext, source: EntitySource, runId: string): Promise<Applied> {
  const counts = { created: 0, changed: 0, removed: 0 };
  for (let after = ""; ; ) {
    const from = after;
    const notes = await withTenantSql(ctx, (db) => listNotes(db, runId, from, BATCH));
    const last = notes.at(-1);
    if (!last) return { ...counts, ...NOTHING };
    after = last.ref;
    const made = notes.flatMap((note) => (note.before === null ? [note.ref] : []));
    counts.removed += await removeEntities(ctx, source, made);
    const given = notes.flatMap((note): GivenEntity[] =>
      note.before === null
        ? []
        : [{ entity: JSON.parse(note.before), row: 0, ...(note.hash === null ? {} : { hash: note.hash }) }],
    );
    const stored = await storeEntities(
      ctx,
      source,
      readGiven(source, given, new Map(), await tenantKinds(ctx)).fragments,
    );
    counts.created += stored.created;
    counts.changed += stored.changed;
  }
}

/** Takes everything a source says out of the catalog. Safe to repeat. */
export async function takeEverything(ctx: TenantContext, source: EntitySource): Promise<Applied> {
  const refs = await withTenantSql(ctx, (db) => listSaidHashes(db, source.sourceId));
  const removed = await removeEntities(
    ctx,
    source,
    refs.map(({ ref }) => ref),
  );
  return { created: 0, changed: 0, removed, ...NOTHING };
}
