import { z } from "zod";

export const DIRECTIONS = ["both", "out", "in"] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const DEPTH_MAX = 6;

const many = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value))
  .transform((values) =>
    [...new Set(values.map((value) => value.trim().slice(0, 300)).filter(Boolean))].slice(0, 50),
  );
const refs = many.transform((values) => values.map((value) => value.toLowerCase()));

/** The state of the graph page, which lives in the address and nowhere else. Broken values fall back, they never fail. */
export const graphSearchSchema = z.object({
  /** where the graph begins, canonical refs */
  root: refs,
  /** begins with all that belongs to the roots: the parts of a system or domain, what a team owns */
  whole: z.literal("true").optional().catch(undefined),
  depth: z.coerce.number().int().min(1).max(DEPTH_MAX).catch(2),
  direction: z.enum(DIRECTIONS).catch("both"),
  /** only these kinds (lower case); none: all */
  kind: refs,
  /** only these relation types, as they are drawn; none: all */
  relation: many,
  /** nodes whose neighbours are all shown, however deep they stand */
  open: refs,
  /** nodes that are not walked through */
  closed: refs,
  view: z.enum(["graph", "table"]).catch("graph"),
});
export type GraphSearch = z.infer<typeof graphSearchSchema>;

/** The query string of a graph's state; defaults are left out, so that one state has one address. */
export function graphQuery(search: Partial<GraphSearch>): string {
  const params = new URLSearchParams();
  for (const key of ["root", "kind", "relation", "open", "closed"] as const)
    for (const value of search[key] ?? []) params.append(key, value);
  if (search.whole) params.set("whole", "true");
  if (search.depth !== undefined && search.depth !== 2) params.set("depth", String(search.depth));
  if (search.direction && search.direction !== "both") params.set("direction", search.direction);
  if (search.view === "table") params.set("view", "table");
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** The state with one node's neighbours shown or put away. */
export function withToggled(search: GraphSearch, ref: string, action: "open" | "close"): GraphSearch {
  const without = (list: readonly string[]) => list.filter((other) => other !== ref);
  const [open, closed] = [without(search.open), without(search.closed)];
  return action === "open"
    ? { ...search, open: [...open, ref], closed }
    : { ...search, open, closed: [...closed, ref] };
}
