import type { CommandGroup, CommandItem } from "./command-item";

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function parseItem(value: unknown): CommandItem | undefined {
  if (!isRecord(value)) return undefined;
  const href = text(value.href);
  const title = text(value.title);
  // Only our own pages: a search result never sends anyone elsewhere.
  if (href === undefined || title === undefined || !/^\/(?![/\\])/.test(href)) return undefined;
  return {
    id: text(value.id) ?? href,
    title,
    href,
    detail: text(value.detail),
    kind: text(value.kind),
    type: text(value.type),
  };
}

/**
 * Reads `{ groups: [{ id, title, items: [{ id, title, href, detail?, kind?, type? }] }], corrected? }`; what does not fit is
 * left out. The first group says what was searched instead, when that is not what was typed.
 */
export function parseCommandGroups(value: unknown): readonly CommandGroup[] {
  if (!isRecord(value) || !Array.isArray(value.groups)) return [];
  const corrected = text(value.corrected);
  return value.groups.flatMap((group: unknown, index: number): CommandGroup[] => {
    if (!isRecord(group) || !Array.isArray(group.items)) return [];
    const named = text(group.title) ?? "Results";
    const title = corrected !== undefined && index === 0 ? `Results for “${corrected}” · ${named}` : named;
    const items = group.items.flatMap((item: unknown) => parseItem(item) ?? []);
    return items.length === 0 ? [] : [{ id: text(group.id) ?? title, title, items }];
  });
}

/**
 * Asks the search endpoint of the page's tenant.
 *
 * @throws Error - when it does not answer 200
 */
export async function fetchCommandGroups(
  endpoint: string,
  query: string,
  signal: AbortSignal,
): Promise<readonly CommandGroup[]> {
  const response = await fetch(`${endpoint}?q=${encodeURIComponent(query)}`, {
    signal,
    headers: { accept: "application/json" },
  });
  if (!response.ok) throw new Error(`search answered ${response.status}`);
  const body: unknown = await response.json();
  return parseCommandGroups(body);
}
