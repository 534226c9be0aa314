import type { Json } from "@/lib/platform/types";

/** Leaves out what inventories write for "no value": null, empty texts, and objects nothing remains of. Empty lists stay. */
export function pruneEmpty(value: Json | undefined): Json | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  if (Array.isArray(value))
    return value.flatMap((item: Json) => {
      const kept = pruneEmpty(item);
      return kept === undefined ? [] : [kept];
    });
  if (typeof value !== "object") return value;
  const entries = Object.entries(value).flatMap(([key, item]) => {
    const kept = pruneEmpty(item);
    return kept === undefined ? [] : [[key, kept] as const];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
