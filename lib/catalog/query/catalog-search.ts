import { z } from "zod";

/** Facets of the catalog list, in the order they are shown. */
export const FACETS = ["kind", "type", "owner", "lifecycle", "language", "tag"] as const;
export type Facet = (typeof FACETS)[number];

export const SORTS = ["name", "kind", "type", "owner", "lifecycle", "updated"] as const;
export type Sort = (typeof SORTS)[number];

/** Whether every list can be sorted so; other sorts are fields, for a list that shows them as a column. */
export function isStandingSort(sort: string): sort is Sort {
  return SORTS.some((standing) => standing === sort);
}

/** A field as a kind's definition names its columns. */
const COLUMN = /^(spec|metadata)\.[^\s[\]]{1,190}$/;

export const PAGE_SIZE = 50;

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value))
  .transform((values) =>
    [...new Set(values.map((value) => value.slice(0, 300)).filter(Boolean))].slice(0, 50),
  );

/** Keys of fields as addresses and the API's filters write them; nobody has a longer one. */
const FIELD = /^(spec|metadata|relations)\.[^\s[\]]{1,190}$/;
const FIELDS_MAX = 10;

function fieldsOf(given: Readonly<Record<string, unknown>>): Readonly<Record<string, readonly string[]>> {
  const fields = Object.entries(given).flatMap(([key, value]) => {
    const values = FIELD.test(key) ? many.safeParse(value).data : undefined;
    return values && values.length > 0 ? [[key, values] as const] : [];
  });
  return Object.fromEntries(fields.slice(0, FIELDS_MAX));
}

/** Parameters that every list has. */
const known = z.looseObject({
  q: z
    .union([z.string(), z.array(z.string()).transform((values) => values[0] ?? "")])
    .optional()
    .transform((value) => (value ?? "").trim().slice(0, 200)),
  kind: many,
  type: many,
  owner: many,
  lifecycle: many,
  language: many,
  tag: many,
  sort: z
    .string()
    .refine((sort) => isStandingSort(sort) || COLUMN.test(sort))
    .catch("name"),
  order: z.enum(["asc", "desc"]).catch("asc"),
  page: z.coerce.number().int().min(1).max(100_000).catch(1),
});

/** The catalog list's state, which lives in the URL and nowhere else. Unknown and broken values fall back, they never fail. */
export const catalogSearchSchema = known.transform(
  ({ q, kind, type, owner, lifecycle, language, tag, sort, order, page, ...rest }) => ({
    ...{ q, kind, type, owner, lifecycle, language, tag, sort, order, page },
    /** chosen values of other fields, by key: `spec.region` */
    fields: fieldsOf(rest),
  }),
);
export type CatalogSearch = z.infer<typeof catalogSearchSchema>;

/** The value by which a facet says "none given": entities without an owner, a type, … */
export const NONE = "(none)";

/** The query string of a list state; defaults are left out, so that one state has one address. */
export function catalogQuery(search: Partial<CatalogSearch>): string {
  const params = new URLSearchParams();
  if (search.q) params.set("q", search.q);
  for (const facet of FACETS) for (const value of search[facet] ?? []) params.append(facet, value);
  for (const [key, values] of Object.entries(search.fields ?? {}).sort(([a], [b]) => (a < b ? -1 : 1)))
    for (const value of values) params.append(key, value);
  if (search.sort && search.sort !== "name") params.set("sort", search.sort);
  if (search.order === "desc") params.set("order", "desc");
  if (search.page && search.page > 1) params.set("page", String(search.page));
  const text = params.toString();
  return text ? `?${text}` : "";
}
