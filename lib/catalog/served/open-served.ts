import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { columnFor, columnsOf, WORDS } from "./ask/evaluate";
import { facets } from "./ask/facets";
import { fold, type Predicate } from "./ask/predicate";
import { select } from "./ask/select";
import { columnsOfOrder } from "./ask/sort-keys";
import { readAhead, readBodies, readBodiesJoined } from "./bodies";
import type { CatalogIndex } from "./catalog-index";
import { readColumns } from "./read-columns";
import type { SelectInput, ServedCatalog } from "./served-catalog";
import { currentIndex } from "./tenants";
import { NO_HITS, nearestName, search } from "./words/search";

/**
 * Opens the caller's catalog for reading many entities: lists, facets, relations, bodies.
 *
 * Costs one read of the catalog's version, shared with others who come at the same time, and what changed since the last
 * one. The first call of a process reads everything, about a second per 50,000 entities.
 *
 * @throws AppError forbidden - without catalog.entity.read
 */
export async function openServed(ctx: TenantContext): Promise<ServedCatalog> {
  requirePermission(ctx, "catalog.entity.read");
  return servedCatalog(ctx, await currentIndex(ctx));
}

function servedCatalog(ctx: TenantContext, index: CatalogIndex): ServedCatalog {
  return {
    version: index.version,
    count: index.count,
    find: (ref) => index.find(ref),
    findUid: (uid) => index.findUid(uid),
    row: (ordinal) => index.row(ordinal),
    relationsOf: (ordinal) => index.relationsOf(ordinal),
    relationEndsOf: (ref) => index.relationEndsOf(ref),
    select: async (input) => {
      await readColumns(ctx, index, columnsOfSelect(input));
      return select(index, input);
    },
    facets: async (keys: readonly string[], where?: Predicate) => {
      const columns = keys.flatMap((key) => columnFor(fold(key)));
      await readColumns(ctx, index, [...columns, ...columnsOf(where)]);
      return facets(index, keys, where);
    },
    bodies: (ordinals) => readBodies(ctx, index, ordinals),
    bodiesJoined: (ordinals) => readBodiesJoined(ctx, index, ordinals),
    readAhead: (ordinals) => readAhead(ctx, index, ordinals),
    search: async (input) => {
      await readColumns(ctx, index, [WORDS]);
      return index.words ? search(index, index.words, input) : NO_HITS;
    },
    suggest: (typed) => nearestName(index, typed),
  };
}

function columnsOfSelect({ where, text, order = [] }: SelectInput): readonly string[] {
  const fields = text?.fields.flatMap((field) => columnFor(fold(field))) ?? [];
  return [...columnsOf(where), ...fields, ...columnsOfOrder(order)];
}
