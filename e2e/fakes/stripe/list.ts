import { invalid, missing } from "./problem";
import type { List } from "./types";

export interface PageParams {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}

/**
 * One page of rows, newest first, as every Stripe list answers.
 *
 * @param rows - in order of creation
 */
export function listPage<T extends { readonly id: string }>(
  rows: readonly T[],
  params: PageParams,
  url: string,
): List<T> {
  const limit = params.limit ?? 10;
  if (limit < 1 || limit > 100)
    throw invalid(
      `This value must be ${limit < 1 ? "greater than or equal to 1" : "less than or equal to 100"} (it currently is '${limit}').`,
      "limit",
      "parameter_invalid_integer",
    );
  const newest = [...rows].reverse();
  const cursor = params.starting_after ?? params.ending_before;
  const at = cursor === undefined ? -1 : newest.findIndex((row) => row.id === cursor);
  if (cursor !== undefined && at < 0)
    throw missing("object", cursor, params.starting_after === undefined ? "ending_before" : "starting_after");
  if (params.ending_before !== undefined && params.starting_after === undefined) {
    const from = Math.max(0, at - limit);
    return { object: "list", data: newest.slice(from, at), has_more: from > 0, url };
  }
  const data = newest.slice(at + 1, at + 1 + limit);
  return { object: "list", data, has_more: at + 1 + limit < newest.length, url };
}
