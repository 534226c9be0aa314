import type { ReactNode } from "react";
import { z } from "zod";
import type { EntityRow } from "@/lib/catalog";
import { provenanceOf } from "@/lib/catalog/client";
import { Badge } from "@/lib/ui/badge";
import { Tooltip } from "@/lib/ui/tooltip";
import { EditField } from "./edit-field";

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

type SourcedFieldProps = {
  readonly label: string;
  readonly entity: EntityRow;
  readonly path: string;
  readonly children: ReactNode;
  /** the tenant's slug, where the reader may edit */
  readonly editIn?: string | undefined;
};

/** A labelled fact of an entity; hover or focus says where it comes from. */
export function SourcedField({ label, entity, path, children, editIn }: SourcedFieldProps) {
  const origin = originText(entity, path);
  return (
    <div className="group grid grid-cols-[7.5rem_minmax(0,1fr)] items-baseline gap-x-3 py-1">
      <dt className="text-xs text-ink-muted">
        {origin ? (
          <Tooltip label={origin}>
            <button
              type="button"
              className="cursor-help rounded-sm underline decoration-line-strong decoration-dotted underline-offset-3"
            >
              {label}
              <span className="sr-only">: {origin}</span>
            </button>
          </Tooltip>
        ) : (
          label
        )}
      </dt>
      <dd className="flex min-w-0 items-start gap-1.5">
        <span className="min-w-0">{children}</span>
        {isOverlaid(entity, path) ? (
          <Badge tone="accent" title={origin}>
            edited
          </Badge>
        ) : null}
        {editIn ? <EditField tenant={editIn} entityRef={entity.ref} path={path} /> : null}
      </dd>
    </div>
  );
}
