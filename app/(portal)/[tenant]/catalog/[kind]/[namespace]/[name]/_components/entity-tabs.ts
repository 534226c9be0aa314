import { z } from "zod";
import { momentParam } from "../../../../../_history/search-params";

export const TABS = ["overview", "relations", "api", "docs", "sources", "history"] as const;
export type Tab = (typeof TABS)[number];

const first = z.union([z.string(), z.array(z.string()).transform((values) => values[0] ?? "")]).optional();

/** Address state of an entity page: which tab, which document, how deep the graph. */
export const entitySearchSchema = z.object({
  tab: z.enum(TABS).catch("overview"),
  doc: first.transform((value) => value?.slice(0, 1_000)),
  depth: z.coerce.number().int().min(1).max(4).catch(1),
  /** history: one field only, older than a version, the state of a moment */
  field: first.transform((value) => value?.trim().slice(0, 300) || undefined),
  below: z.coerce.number().int().min(1).optional().catch(undefined),
  at: momentParam,
});

export const entityParamsSchema = z
  .object({ kind: z.string().max(63), namespace: z.string().max(63), name: z.string().max(63) })
  .transform(({ kind, namespace, name }) => ({
    ref: `${decode(kind)}:${decode(namespace)}/${decode(name)}`.toLowerCase(),
  }));

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // A broken escape is a name nobody has: the lookup answers "not found".
    return part;
  }
}
