import { z } from "zod";

export const LACKS = ["unresolved_owner", "no_owner", "failed", "no_component"] as const;

const one = z.union([z.string(), z.array(z.string()).transform((values) => values[0] ?? "")]).optional();

/** The page's state, which lives in its address. */
export const completenessSearchSchema = z.object({
  team: one.transform((value) => value?.toLowerCase().slice(0, 300)),
  lack: z.enum(LACKS).optional().catch(undefined),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type CompletenessSearch = z.infer<typeof completenessSearchSchema>;

export function completenessQuery(search: Partial<CompletenessSearch>): string {
  const params = new URLSearchParams();
  // A team without a name is "nobody"; it is not the same as all teams.
  if (search.team !== undefined) params.set("team", search.team);
  if (search.lack) params.set("lack", search.lack);
  if (search.page && search.page > 1) params.set("page", String(search.page));
  const text = params.toString();
  return text ? `?${text}` : "";
}
