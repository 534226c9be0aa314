import { requirePermission } from "@/lib/access";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { countFacet, countRows, type FacetCount, type ListRow, listRows } from "../store/list-store";
import { type CatalogSearch, FACETS, type Facet, PAGE_SIZE } from "./catalog-search";

export type CatalogPage = {
  readonly items: readonly ListRow[];
  readonly total: number;
  readonly pages: number;
  readonly facets: Readonly<Record<Facet, readonly FacetCount[]>>;
};

/** One page of the catalog with exact total and facet counts, all under the caller's rights. */
export async function listEntities(ctx: TenantContext, search: CatalogSearch): Promise<CatalogPage> {
  requirePermission(ctx, "catalog.entity.read");
  return withTenantSql(ctx, async (db) => {
    const items = await listRows(db, search);
    const total = await countRows(db, search);
    const counted: [Facet, FacetCount[]][] = [];
    for (const facet of FACETS) counted.push([facet, await countFacet(db, search, facet)]);
    const of = (facet: Facet) => counted.find(([name]) => name === facet)?.[1] ?? [];
    return {
      items,
      total,
      pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
      facets: {
        kind: of("kind"),
        type: of("type"),
        owner: of("owner"),
        lifecycle: of("lifecycle"),
        language: of("language"),
        tag: of("tag"),
      },
    };
  });
}
