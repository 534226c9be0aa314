export interface Page {
  readonly first?: number;
  readonly last?: number;
  readonly after?: string;
  readonly before?: string;
}

function decode(cursor: string | undefined): { readonly id: string; readonly at: number } | undefined {
  const parts = /^cursor:(\d+):(.*)$/s.exec(
    cursor === undefined ? "" : Buffer.from(cursor, "base64").toString("utf8"),
  );
  return parts?.[1] === undefined || parts[2] === undefined
    ? undefined
    : { at: Number(parts[1]), id: parts[2] };
}

/**
 * A page of a list in GraphQL's connection form.
 *
 * The cursor names the element as well as its place, so that a list changing between pages neither repeats nor skips what stays in it.
 */
export function connect<T, N, E extends object>(
  list: readonly T[],
  page: Page,
  of: { readonly id: (item: T) => string; readonly node: (item: T) => N; readonly edge?: (item: T) => E },
) {
  const cursor = (at: number) => {
    const item = list[at];
    return Buffer.from(`cursor:${at}:${item === undefined ? "" : of.id(item)}`).toString("base64");
  };
  const after = decode(page.after);
  const guess = after === undefined ? undefined : list[after.at];
  const place =
    after === undefined
      ? -1
      : guess !== undefined && of.id(guess) === after.id
        ? after.at
        : list.findIndex((item) => of.id(item) === after.id);
  const start = after === undefined ? 0 : place === -1 ? Math.min(after.at, list.length) : place + 1;
  const from =
    page.first === undefined && page.last !== undefined ? Math.max(start, list.length - page.last) : start;
  const end = Math.min(list.length, from + (page.first ?? page.last ?? 0));
  const shown = list.slice(from, end);
  return {
    totalCount: list.length,
    pageInfo: {
      hasNextPage: end < list.length,
      hasPreviousPage: from > 0,
      startCursor: shown.length === 0 ? undefined : cursor(from),
      endCursor: shown.length === 0 ? undefined : cursor(end - 1),
    },
    nodes: () => shown.map(of.node),
    edges: () =>
      shown.map((item, i) => ({ cursor: cursor(from + i), node: () => of.node(item), ...of.edge?.(item) })),
  };
}
