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
import { insertRejections } from "../store/rejection-store";
import { listNotes, listSaidHashes } from "../store/undo-store";
import type { Applied } from "./apply-stage";

const BATCH = 500;
const NOTHING = { unchanged: 0, rejected: 0, held: 0, heldReason: null };

/**
 * Takes a run back: what it created goes, what it changed or removed is as the source said before. Safe to repeat.
 *
 * @returns counts from the catalog's side: created is what came back, removed what went
 */
export async function takeBack(
  ctx: TenantContext,
  source: EntitySource,
  run: { readonly undoOf: string; readonly id: string },
): Promise<Applied> {
  const { undoOf: runId, id: undoRunId } = run;
  const counts = { created: 0, changed: 0, removed: 0, rejected: 0 };
  for (let after = ""; ; ) {
    const from = after;
    const notes = await withTenantSql(ctx, (db) => listNotes(db, runId, from, BATCH));
    const last = notes.at(-1);
    if (!last) return { ...NOTHING, ...counts };
    after = last.ref;
    const made = notes.flatMap((note) => (note.before === null ? [note.ref] : []));
    counts.removed += await removeEntities(ctx, source, made);
    const given = notes.flatMap((note): GivenEntity[] =>
      note.before === null
        ? []
        : [{ entity: JSON.parse(note.before), row: 0, ...(note.hash === null ? {} : { hash: note.hash }) }],
    );
    const read = readGiven(source, given, new Map(), await tenantKinds(ctx));
    const stored = await storeEntities(ctx, source, read);
    // A kind may ask for more today than on the day the entity went in, and a name may be somebody else's now.
    const rejected = [...read.rejected, ...stored.rejected];
    await withTenantSql(ctx, (db) => insertRejections(db, undoRunId, rejected));
    counts.created += stored.created;
    counts.changed += stored.changed;
    counts.rejected += rejected.length;
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
