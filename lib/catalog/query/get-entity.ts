import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { type TenantSql, together, withTenantSql } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { type Contest, isRefusedAt, readStanding, UNCONTESTED } from "../conflicts/read-standing";
import { loadKinds } from "../kinds/load-kinds";
import type { Entity } from "../model/entity";
import { listFields } from "../model/fields";
import { openServed } from "../served/open-served";
import type { ServedCatalog } from "../served/served-catalog";
import {
  type EntityRow,
  type FragmentRow,
  findDocumentRow,
  findEntityRow,
  listDocumentRows,
  listEntityVerdicts,
  listFragmentRows,
  listProblemRows,
  listRevisionRows,
  type ProblemRow,
  type RevisionRow,
  type VerdictRow,
} from "../store/view-store";
import { listLastRelations, listRelations, type RelationRow } from "./list-relations";

/** What one source says of the entity, and whether it is left out because another source holds the name. */
export type StandingFragment = FragmentRow & { readonly isRefused: boolean };

export type EntityView = {
  readonly entity: EntityRow;
  /** names of its fields, labels and annotations one by one */
  readonly fieldPaths: readonly string[];
  /** of an orphan those it stated last, without what others state about it */
  readonly relations: readonly RelationRow[];
  /** the owner as far as the catalog knows it; a ref without title is a name nobody has resolved */
  readonly owner:
    | { readonly ref: string; readonly title: string | undefined; readonly kind: string | undefined }
    | undefined;
  readonly fragments: readonly StandingFragment[];
  /** present when several sources claim its name */
  readonly contest: Contest | undefined;
  readonly verdicts: readonly VerdictRow[];
  readonly problems: readonly ProblemRow[];
  readonly documents: readonly { readonly path: string; readonly title: string; readonly updatedAt: Date }[];
  readonly lastRevision: RevisionRow | undefined;
};

async function readView(db: TenantSql, ref: string, served: ServedCatalog): Promise<EntityView | undefined> {
  const [entity, verdicts, fragments] = await together([
    findEntityRow(db, ref),
    listEntityVerdicts(db, ref),
    listFragmentRows(db, ref),
  ]);
  if (!entity) return undefined;
  const repositoryIds = verdicts.map((verdict) => verdict.repositoryId);
  const [problems, documents, revisions] = await together([
    listProblemRows(db, ref, repositoryIds),
    listDocumentRows(db, repositoryIds),
    listRevisionRows(db, entity.uid, 1),
  ]);
  const standing = fragments.length < 2 ? UNCONTESTED : await readStanding(db, ref);
  // The row's body is an entity; see view-store.
  const body = entity.body as unknown as Entity;
  const relations = entity.orphanedAt
    ? listLastRelations(served, { ref, body }, await loadKinds(db))
    : listRelations(served, ref);
  const owned = relations.find(
    (relation) => relation.type === "ownedBy" && relation.targetRef === entity.ownerRef,
  );
  return {
    entity,
    fieldPaths: listFields(body)
      .map((field) => field.name)
      .sort(),
    relations,
    owner:
      entity.ownerRef === null
        ? undefined
        : { ref: entity.ownerRef, title: owned?.title ?? undefined, kind: owned?.kind ?? undefined },
    fragments: fragments.map((fragment) => ({ ...fragment, isRefused: isRefusedAt(standing, fragment) })),
    contest: standing.contest,
    verdicts,
    problems,
    documents,
    lastRevision: revisions[0],
  };
}

/**
 * Everything the entity page shows.
 *
 * @param ref - canonical, `component:default/payments-api`
 * @throws AppError not_found - no such entity in this tenant, or another tenant's
 */
export async function getEntity(ctx: TenantContext, ref: string): Promise<EntityView> {
  requirePermission(ctx, "catalog.entity.read");
  const canonical = ref.toLowerCase();
  const served = await openServed(ctx);
  const view = await withTenantSql(ctx, (db) => readView(db, canonical, served));
  if (!view) throw unknownEntity(ref);
  return view;
}

const unknownEntity = (ref: string) =>
  new AppError("not_found", `There is no entity ${ref} in this catalog.`);

/** One document of an entity's repositories. @throws AppError not_found */
export async function getDocument(
  ctx: TenantContext,
  input: { readonly ref: string; readonly path: string },
): Promise<{ title: string; content: string; path: string; updatedAt: Date }> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const entity = await findEntityRow(db, input.ref.toLowerCase());
    if (!entity) throw unknownEntity(input.ref);
    const verdicts = await listEntityVerdicts(db, entity.ref);
    const document = await findDocumentRow(
      db,
      verdicts.map((verdict) => verdict.repositoryId),
      input.path,
    );
    if (!document) throw new AppError("not_found", `${input.ref} has no document ${input.path}.`);
    return document;
  });
}

export async function listRevisions(
  ctx: TenantContext,
  uid: string,
  limit = 100,
): Promise<readonly RevisionRow[]> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, (db) => listRevisionRows(db, uid, limit));
}
