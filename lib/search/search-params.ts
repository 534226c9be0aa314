import { z } from "zod";

export const SEARCH_PAGE = 20;

const one = z.union([z.string(), z.array(z.string()).transform((values) => values[0] ?? "")]).optional();

/** The state of the search page, which lives in its address. Broken values fall back, they never fail. */
export const searchParamsSchema = z.object({
  q: one.transform((value) => (value ?? "").trim().slice(0, 200)),
  /** an entity kind in lower case, or docs, members, plugins; none: everything */
  kind: one.transform((value) => value?.toLowerCase().slice(0, 100) || undefined),
  /** spec.type of entities */
  type: one.transform((value) => value?.slice(0, 100) || undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type SearchParams = z.infer<typeof searchParamsSchema>;

/** The query string of a search; defaults are left out, so that one state has one address. */
export function searchQuery(params: Partial<SearchParams>): string {
  const query = new URLSearchParams();
  if (params.q) query.set("q", params.q);
  if (params.kind) query.set("kind", params.kind);
  if (params.type) query.set("type", params.type);
  if (params.page && params.page > 1) query.set("page", String(params.page));
  const text = query.toString();
  return text ? `?${text}` : "";
}
