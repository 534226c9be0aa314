import { z } from "zod";
import type { EntityRow } from "@/lib/catalog";
import { provenanceOf } from "@/lib/catalog/client";

const originSchema = z.looseObject({
  layer: z.string().optional(),
  source: z.string().optional(),
  detail: z.string().optional(),
  file: z.string().optional(),
  line: z.number().optional(),
  rule: z.string().optional(),
  by: z.string().optional(),
  at: z.string().optional(),
});

const LAYERS: Readonly<Record<string, string>> = {
  overlay: "edited in the portal",
  declared: "declared in the repository",
  imported: "imported",
  derived: "derived from the repository",
  kept: "kept since it was restored",
};

function readOrigin(entity: EntityRow, path: string) {
  const parsed = originSchema.safeParse(provenanceOf(entity.provenance, path));
  return parsed.success ? parsed.data : undefined;
}

/** Whether somebody edited the field in the portal. */
export function isOverlaid(entity: EntityRow, path: string): boolean {
  return readOrigin(entity, path)?.layer === "overlay";
}

/** Where a field's value comes from, in one line; undefined when nobody recorded it. */
export function originText(entity: EntityRow, path: string): string | undefined {
  const parsed = originSchema.safeParse(
    entity.provenance[path] ?? provenanceOf(entity.provenance, path.split(".").slice(0, 2).join(".")),
  );
  if (!parsed.success) return undefined;
  const { layer, source, detail, file, line, rule, by, at } = parsed.data;
  if (layer === "overlay" && by)
    return `${LAYERS.overlay} by ${by}${at ? ` on ${at.slice(0, 10)}` : ""}: ${rule}`;
  const where = file ? `${file}${line ? `:${line}` : ""}` : undefined;
  // A declared field's rule only repeats the file.
  if (layer === "declared" && where) return `${LAYERS.declared} · ${where}`;
  const parts = [layer ? (LAYERS[layer] ?? layer) : undefined, detail ?? rule, where ?? source].filter(
    (part) => part !== undefined && part !== "",
  );
  return parts.length > 0 ? [...new Set(parts)].join(" · ") : undefined;
}

/** Where the value of a field comes from, as a card shows it. */
export type FactOrigin = {
  readonly path: string;
  /** see originText */
  readonly text: string | undefined;
  /** somebody edited it in the portal */
  readonly isEdited: boolean;
};

export function originOf(entity: EntityRow, path: string): FactOrigin {
  return { path, text: originText(entity, path), isEdited: isOverlaid(entity, path) };
}
