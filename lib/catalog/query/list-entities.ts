import type { TenantContext } from "@/lib/platform/context";
import type { JsonObject } from "@/lib/platform/types";
import {
  type FieldFilter,
  readShownFields,
  type ShownColumn,
  type ShownFields,
  shownValue,
} from "../kinds/shown-fields";
import { isJsonObject, stringField } from "../model/entity";
import { MACHINERY } from "../model/kinds";
import { fold, isIn, type Predicate } from "../served/ask/predicate";
import { CHANGED, natural, OWNER_TITLE } from "../served/ask/sort-keys";
import { LANGUAGE, OWNER, parseServed, SHOWN_TITLE } from "../served/catalog-index";
import { openServed } from "../served/open-served";
import type { FacetValue, OrderBy, ServedCatalog } from "../served/served-catalog";
import { withWords } from "../served/words/search";
import {
  type CatalogSearch,
  FACETS,
  type Facet,
  isStandingSort,
  NONE,
  PAGE_SIZE,
  type Sort,
} from "./catalog-search";

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
  /** of a kind that can have an owner */
  readonly ownable: boolean;
  readonly systemRef: string | null;
  readonly language: string | null;
  readonly tags: readonly string[];
  readonly updatedAt: Date;
  /** of the declared columns, in their order */
  readonly values: readonly string[];
};

export type FacetCount = {
  readonly facet: string;
  readonly value: string;
  readonly label: string | null;
  readonly count: number;
};

/** A field the tenant made a filter of, or one that the address asks for, with its values. */
export type FieldFacet = FieldFilter & { readonly values: readonly FacetCount[] };

export type CatalogPage = {
  readonly items: readonly ListRow[];
  /** what the tenant declared for the one kind that is listed */
  readonly columns: readonly ShownColumn[];
  /** what it is sorted by, which is not what was asked for when this list has no such column */
  readonly sorted: ListSort;
  readonly total: number;
  readonly pages: number;
  readonly facets: Readonly<Record<Facet, readonly FacetCount[]>>;
  /** declared ones first, in their order */
  readonly fields: readonly FieldFacet[];
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

/** One of the sorts every list has, or the path of a column. */
export type ListSort = { readonly by: string; readonly order: "asc" | "desc" };

/** One facet of the list: a key of the index, and what is chosen of its values. */
type Filter = {
  readonly name: string;
  readonly key: string;
  readonly chosen: readonly string[];
  /** entities that have no value, where that is worth a value of its own */
  readonly none: Predicate | undefined;
};

const without = (key: string): Predicate => ({ kind: "not", of: { kind: "exists", key: fold(key) } });

function filtersOf(search: CatalogSearch, fields: readonly FieldFilter[], ownable: readonly string[]) {
  const none: Readonly<Record<Facet, Predicate | undefined>> = {
    kind: undefined,
    type: without(KEYS.type),
    owner: { kind: "all", of: [isIn(KEYS.kind, ownable), without(KEYS.owner)] },
    lifecycle: without(KEYS.lifecycle),
    language: without(KEYS.language),
    tag: undefined,
  };
  return [
    ...FACETS.map(
      (facet): Filter => ({ name: facet, key: KEYS[facet], chosen: search[facet], none: none[facet] }),
    ),
    ...fields.map(
      ({ key }): Filter => ({ name: key, key, chosen: search.fields[key] ?? [], none: without(key) }),
    ),
  ];
}

/** Declared fields that are no facet of every list anyhow, and those the address names besides. */
function fieldsOf(search: CatalogSearch, declared: readonly FieldFilter[]): readonly FieldFilter[] {
  const standing = new Set([...Object.values(KEYS), "relations.ownedBy"].map(fold));
  const isFirst = ({ key }: FieldFilter, at: number) =>
    declared.findIndex((other) => fold(other.key) === fold(key)) === at;
  const open = declared.filter((field, at) => !standing.has(fold(field.key)) && isFirst(field, at));
  const named = Object.keys(search.fields).filter((key) => !open.some((field) => field.key === key));
  return [...open, ...named.map((key) => ({ key, title: key.slice(key.indexOf(".") + 1) }))];
}

/** One page of the catalog with exact total and facet counts, all under the caller's rights. */
export async function listEntities(ctx: TenantContext, search: CatalogSearch): Promise<CatalogPage> {
  const served = await openServed(ctx);
  const { columns, filters: declared, ownable } = await readShownFields(ctx, search.kind);
  const fields = fieldsOf(search, declared);
  const list: List = { served, words: search.q, filters: filtersOf(search, fields, ownable) };
  const sorted = sortInForce(search, columns);
  const { ordinals, total } = await served.select({
    where: conditionsOf(list),
    order: orderOf(sorted),
    missing: "last",
    offset: (search.page - 1) * PAGE_SIZE,
    limit: PAGE_SIZE,
  });
  const counted = await Promise.all(list.filters.map((filter) => countFacet(list, filter)));
  const of = (facet: Facet) => counted[FACETS.indexOf(facet)] ?? [];
  return {
    items: await listRows(served, ordinals, { columns, ownable }),
    columns,
    sorted,
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
    fields: fields.map((field, at) => ({ ...field, values: counted[FACETS.length + at] ?? [] })),
  };
}

/** A column that this list does not show sorts nothing: it is by name then. */
function sortInForce({ sort, order }: CatalogSearch, columns: readonly ShownColumn[]): ListSort {
  const has = isStandingSort(sort) || columns.some(({ path }) => path === sort);
  return has ? { by: sort, order } : { by: "name", order: "asc" };
}

function orderOf({ by, order }: ListSort): readonly OrderBy[] {
  const byName: OrderBy = { field: SHOWN_TITLE, direction: "asc" };
  if (by === "name") return [{ ...byName, direction: order }];
  return [{ field: isStandingSort(by) ? SORT_BY[by] : natural(by), direction: order }, byName];
}

type List = {
  readonly served: ServedCatalog;
  readonly words: string;
  readonly filters: readonly Filter[];
};

/** Locations are in the list when somebody chose the kind; its count is among the kinds' all the same. */
const NO_MACHINERY: Predicate = { kind: "not", of: isIn("kind", MACHINERY) };

/** Conditions of a list state, without those of one facet when that facet's own counts are wanted. */
function conditionsOf({ words, filters }: List, but?: Filter): Predicate {
  const kinds = filters.find((filter) => filter.name === "kind");
  const inForce = filters.filter((filter) => filter !== but && filter.chosen.length > 0);
  return {
    kind: "all",
    of: [
      ...(kinds === but || (kinds?.chosen.length ?? 0) > 0 ? [] : [NO_MACHINERY]),
      ...(words === "" ? [] : [withWords(words)]),
      ...inForce.map(chosenOf),
    ],
  };
}

function chosenOf({ key, chosen, none }: Filter): Predicate {
  const some = isIn(
    key,
    chosen.filter((value) => value !== NONE),
  );
  return none && chosen.includes(NONE) ? { kind: "any", of: [some, none] } : some;
}

/** Values of one facet with exact counts under all other filters, most frequent first. */
async function countFacet(list: List, filter: Filter): Promise<readonly FacetCount[]> {
  const { served } = list;
  const { name, key, none } = filter;
  const where = conditionsOf(list, filter);
  const { [key]: values = [] } = await served.facets([key], where);
  const { total } = none
    ? await served.select({ where: { kind: "all", of: [where, none] }, limit: 0 })
    : { total: 0 };
  return [...inOneCase(name, values), ...(total > 0 ? [{ value: NONE, count: total }] : [])]
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, FACET_VALUES_MAX)
    .map(({ value, count }) => ({ facet: name, value, count, label: labelOf(served, key, value) }));
}

/** Filters know no case, so neither do the counts; the way most entities write it is shown. Kinds are lower case everywhere. */
function inOneCase(facet: string, values: readonly FacetValue[]): readonly FacetValue[] {
  const byLower = new Map<string, FacetValue>();
  for (const { value, count } of [...values].sort((a, b) => b.count - a.count)) {
    const lower = value.toLowerCase();
    const known = byLower.get(lower);
    const shown = known?.value ?? (facet === "kind" ? lower : value);
    byLower.set(lower, { value: shown, count: count + (known?.count ?? 0) });
  }
  return [...byLower.values()];
}

/** Where values are references, the titles of what they lead to. */
function labelOf(served: ServedCatalog, key: string, value: string): string | null {
  return key === OWNER || key.startsWith("relations.") ? titleOf(served, value.toLowerCase()) : null;
}

function titleOf(served: ServedCatalog, ref: string): string | null {
  const ordinal = served.find(ref);
  return ordinal === undefined ? null : served.row(ordinal).title;
}

async function listRows(
  served: ServedCatalog,
  ordinals: readonly number[],
  { columns, ownable }: Pick<ShownFields, "columns" | "ownable">,
): Promise<readonly ListRow[]> {
  const rows = ordinals.map((ordinal) => served.row(ordinal));
  const entities = (await served.bodies(ordinals)).map(entityOf);
  return rows.map(({ uid: _, ...row }, i) => ({
    ...row,
    description: descriptionOf(entities[i]),
    values: columns.map(({ path }) => (entities[i] ? shownValue(entities[i], path) : "")),
    type: row.type ?? null,
    lifecycle: row.lifecycle ?? null,
    ownerRef: row.ownerRef ?? null,
    ownable: ownable.includes(row.kind),
    ownerTitle: row.ownerRef === undefined ? null : titleOf(served, row.ownerRef),
    systemRef: row.systemRef ?? null,
    language: row.language ?? null,
  }));
}

/** Undefined for one that was deleted in this moment. */
function entityOf(body: Buffer | undefined): JsonObject | undefined {
  return body && parseServed(body.toString());
}

/** What an entity says of itself; null when it says nothing. */
function descriptionOf(entity: JsonObject | undefined): string | null {
  const metadata = entity?.metadata;
  return (isJsonObject(metadata) ? stringField(metadata, "description") : undefined) ?? null;
}
