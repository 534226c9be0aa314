import type { TenantContext } from "@/lib/platform/context";
import { readShownColumns, type ShownColumn, shownValue } from "../kinds/shown-columns";
import { isJsonObject, stringField } from "../model/entity";
import { isIn, type Predicate } from "../served/ask/predicate";
import { CHANGED, OWNER_TITLE } from "../served/ask/sort-keys";
import type { ServedBody } from "../served/bodies";
import { LANGUAGE, OWNER, SHOWN_TITLE } from "../served/catalog-index";
import { openServed } from "../served/open-served";
import type { FacetValue, OrderBy, ServedCatalog } from "../served/served-catalog";
import { withWords } from "../served/words/search";
import { type CatalogSearch, FACETS, type Facet, NONE, PAGE_SIZE, type Sort } from "./catalog-search";

export type ListRow = {
  readonly ref: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly title: string;
  readonly description: string | null;
  readonly type: string | null;
  readonly lifecycle: string | null;
  readonly ownerRef: string | null;
  readonly ownerTitle: string | null;
  readonly systemRef: string | null;
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly updatedAt: Date;
  /** of the declared columns, in their order */
  readonly values: readonly string[];
};

export type FacetCount = {
  readonly facet: Facet;
  readonly value: string;
  readonly label: string | null;
  readonly count: number;
};

export type CatalogPage = {
  readonly items: readonly ListRow[];
  /** what the tenant declared for the one kind that is listed */
  readonly columns: readonly ShownColumn[];
  readonly total: number;
  readonly pages: number;
  readonly facets: Readonly<Record<Facet, readonly FacetCount[]>>;
};

// More values than this help nobody to choose; the search box does.
const FACET_VALUES_MAX = 500;

const KEYS: Readonly<Record<Facet, string>> = {
  kind: "kind",
  type: "spec.type",
  owner: OWNER,
  lifecycle: "spec.lifecycle",
  language: LANGUAGE,
  tag: "metadata.tags",
};

const SORT_BY: Readonly<Record<Sort, string>> = {
  name: SHOWN_TITLE,
  kind: "kind",
  type: "spec.type",
  owner: OWNER_TITLE,
  lifecycle: "spec.lifecycle",
  updated: CHANGED,
};

/** One page of the catalog with exact total and facet counts, all under the caller's rights. */
export async function listEntities(ctx: TenantContext, search: CatalogSearch): Promise<CatalogPage> {
  const served = await openServed(ctx);
  const { ordinals, total } = await served.select({
    where: conditionsOf(search),
    order: orderOf(search),
    missing: "last",
    offset: (search.page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  });
  const counted = await Promise.all(FACETS.map((facet) => countFacet(served, search, facet)));
  const columns = await readShownColumns(ctx, search.kind);
  const of = (facet: Facet) => counted[FACETS.indexOf(facet)] ?? [];
  return {
    items: await listRows(served, ordinals, columns),
    columns,
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
}

function orderOf({ sort, order }: CatalogSearch): readonly OrderBy[] {
  const first = { field: SORT_BY[sort], direction: order };
  return sort === "name" ? [first] : [first, { field: SHOWN_TITLE, direction: "asc" }];
}

/** Conditions of a list state, without those of one facet when that facet's own counts are wanted. */
function conditionsOf(search: CatalogSearch, without?: Facet): Predicate {
  const facets = FACETS.filter((facet) => facet !== without && search[facet].length > 0);
  return {
    kind: "all",
    of: [
      ...(search.q === "" ? [] : [withWords(search.q)]),
      ...facets.map((facet) => chosenOf(search, facet)),
    ],
  };
}

function chosenOf(search: CatalogSearch, facet: Facet): Predicate {
  const key = KEYS[facet];
  const some = isIn(
    key,
    search[facet].filter((value) => value !== NONE),
  );
  if (!search[facet].includes(NONE)) return some;
  return { kind: "any", of: [some, { kind: "not", of: { kind: "exists", key } }] };
}

/** Values of one facet with exact counts under all other filters, most frequent first. */
async function countFacet(
  served: ServedCatalog,
  search: CatalogSearch,
  facet: Facet,
): Promise<readonly FacetCount[]> {
  const key = KEYS[facet];
  const where = conditionsOf(search, facet);
  const { [key]: values = [] } = await served.facets([key], where);
  const none: Predicate = { kind: "all", of: [where, { kind: "not", of: { kind: "exists", key } }] };
  const { total } = facet === "tag" ? { total: 0 } : await served.select({ where: none, limit: 0 });
  return [...inOneCase(facet, values), ...(total > 0 ? [{ value: NONE, count: total }] : [])]
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, FACET_VALUES_MAX)
    .map(({ value, count }) => ({ facet, value, count, label: labelOf(served, facet, value) }));
}

/** Filters know no case, so neither do the counts; the way most entities write it is shown. Kinds are lower case everywhere. */
function inOneCase(facet: Facet, values: readonly FacetValue[]): readonly FacetValue[] {
  const byLower = new Map<string, FacetValue>();
  for (const { value, count } of [...values].sort((a, b) => b.count - a.count)) {
    const lower = value.toLowerCase();
    const known = byLower.get(lower);
    const shown = known?.value ?? (facet === "kind" ? lower : value);
    byLower.set(lower, { value: shown, count: count + (known?.count ?? 0) });
  }
  return [...byLower.values()];
}

function labelOf(served: ServedCatalog, facet: Facet, value: string): string | null {
  return facet === "owner" ? titleOf(served, value) : null;
}

function titleOf(served: ServedCatalog, ref: string): string | null {
  const ordinal = served.find(ref);
  return ordinal === undefined ? null : served.row(ordinal).title;
}

async function listRows(
  served: ServedCatalog,
  ordinals: readonly number[],
  columns: readonly ShownColumn[],
): Promise<readonly ListRow[]> {
  const rows = ordinals.map((ordinal) => served.row(ordinal));
  const bodies = await served.bodies(ordinals);
  return rows.map(({ uid: _, ...row }, i) => ({
    ...row,
    description: descriptionOf(bodies[i]),
    values: valuesOf(bodies[i], columns),
    type: row.type ?? null,
    lifecycle: row.lifecycle ?? null,
    ownerRef: row.ownerRef ?? null,
    ownerTitle: row.ownerRef === undefined ? null : titleOf(served, row.ownerRef),
    systemRef: row.systemRef ?? null,
    language: row.language ?? null,
  }));
}

function valuesOf(body: ServedBody | undefined, columns: readonly ShownColumn[]): readonly string[] {
  if (columns.length === 0 || !body) return [];
  const entity = JSON.parse(body.toString());
  return columns.map(({ path }) => shownValue(entity, path));
}

/** What an entity says of itself; null when it says nothing or was deleted in this moment. */
function descriptionOf(body: ServedBody | undefined): string | null {
  const { metadata } = body ? JSON.parse(body.toString()) : {};
  return (isJsonObject(metadata) ? stringField(metadata, "description") : undefined) ?? null;
}
