import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, withTenantSql } from "@/lib/platform/db";
import { publish } from "@/lib/platform/events";
import { ingestRepositories } from "../ingest/run";
import { relationsOf } from "../model/relations";
import { bodyOfServed, relationText } from "../model/served";
import { lockCatalog, raiseVersion } from "../store/entity-store";
import { listEntitiesOfKind, listRepositoriesOfKind, replaceRelations } from "../store/kind-store";
import { loadKinds } from "./load-kinds";

const BATCH = 1_000;
const REPOSITORIES_AT_ONCE = 50;

/** @returns the ref the next batch begins after; undefined when this was the last */
async function relateBatch(db: TenantSql, kind: string, after: string): Promise<string | undefined> {
  await lockCatalog(db);
  const kinds = await loadKinds(db);
  const rows = await listEntitiesOfKind(db, kind, after, BATCH);
  const changed = rows.flatMap(({ uid, served, relations: before }) => {
    const relations = relationsOf(bodyOfServed(served), kinds).map(relationText);
    return relations.join("\n") === before.join("\n") ? [] : [{ uid, relations }];
  });
  if (changed.length > 0) await replaceRelations(db, changed, await raiseVersion(db));
  return rows.length < BATCH ? undefined : rows.at(-1)?.ref;
}

/**
 * Brings the catalog in line with a definition that changed: relations of the kind's entities are made anew, and repositories
 * whose files it concerns are read again from their snapshots. It reads the definition as it is when it runs, so it may run
 * twice or late. Nothing is deleted: a file that does not pass any more leaves its last good version.
 */
export async function applyKindChange(ctx: TenantContext, input: { readonly kind: string }): Promise<void> {
  for (let after: string | undefined = ""; after !== undefined; ) {
    const from: string = after;
    after = await withTenantSql(ctx, (db) => relateBatch(db, input.kind, from));
  }
  await readRepositoriesOfKind(ctx, input.kind);
  // Open pages name and check entities of the kind by its definition, also where no row has changed.
  await withTenantSql(ctx, (db) =>
    publish(db, "catalog.entities", { changed: 0, orphaned: 0, kinds: { [input.kind.toLowerCase()]: 0 } }),
  );
}

/** Reads the repositories again, from their snapshots, that declare entities of a kind or whose files were refused for it. */
export async function readRepositoriesOfKind(ctx: TenantContext, kind: string): Promise<void> {
  const repositories = await withTenantSql(ctx, (db) => listRepositoriesOfKind(db, kind));
  for (const sourceId of new Set(repositories.map((one) => one.sourceId))) {
    const ids = repositories.filter((one) => one.sourceId === sourceId).map((one) => one.repositoryId);
    for (let at = 0; at < ids.length; at += REPOSITORIES_AT_ONCE)
      await ingestRepositories(ctx, { sourceId, repositoryIds: ids.slice(at, at + REPOSITORIES_AT_ONCE) });
  }
}
