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

type Sourced = Pick<EntityRow, "provenance">;

function readOrigin(entity: Sourced, path: string) {
  const parsed = originSchema.safeParse(provenanceOf(entity.provenance, path));
  return parsed.success ? parsed.data : undefined;
}

/** Whether somebody edited the field in the portal. */
export function isOverlaid(entity: Sourced, path: string): boolean {
  return readOrigin(entity, path)?.layer === "overlay";
}

// Written by the catalog whatever a source says, as Backstage does.
const ALWAYS_ADDED = /^metadata\.annotations\.backstage\.io\/managed-by-(origin-)?location$/;
// Written by the catalog where a source leaves them out.
const ADDED =
  /^metadata\.annotations\.(backstage\.io\/(view-url|edit-url|source-location)|github\.com\/project-slug)$/;

/** Whether the portal itself wrote it, from the place where the entity was read. */
function isAdded(path: string, { layer, rule }: z.infer<typeof originSchema>): boolean {
  if (layer === "overlay") return false;
  if (ALWAYS_ADDED.test(path)) return true;
  // A declared one that the file itself gives has "declared in" as its rule.
  return ADDED.test(path) && (layer === "derived" || (rule?.startsWith("the place of ") ?? false));
}

/** Where a value comes from: in words, and the file they are about. */
export type OriginParts = {
  readonly words: readonly string[];
  readonly file: string | undefined;
  readonly line: number | undefined;
  /** of the file, by name */
  readonly repository: string | undefined;
};

/** Where a field's value comes from; undefined when nobody recorded it. */
export function originParts(entity: Sourced, path: string): OriginParts | undefined {
  const parsed = originSchema.safeParse(
    entity.provenance[path] ?? provenanceOf(entity.provenance, path.split(".").slice(0, 2).join(".")),
  );
  if (!parsed.success) return undefined;
  const { layer, source, detail, file, line, rule, by, at } = parsed.data;
  const place = { file: file || undefined, line, repository: source };
  if (layer === "overlay" && by) {
    const edited = `${LAYERS.overlay} by ${by}${at ? ` on ${at.slice(0, 10)}` : ""}: ${rule}`;
    return { words: [edited], file: undefined, line: undefined, repository: undefined };
  }
  if (isAdded(path, parsed.data)) return { words: ["added by Portico"], ...place };
  // A declared field's rule only repeats the file.
  if (layer === "declared" && file) return { words: [LAYERS.declared ?? layer], ...place };
  const words = [layer ? (LAYERS[layer] ?? layer) : "", detail ?? rule ?? "", file ? "" : (source ?? "")];
  const said = [...new Set(words.filter((word) => word !== ""))];
  return said.length > 0 || file ? { words: said, ...place } : undefined;
}

/** A file with its line, as one writes it. */
export function fileText({ file, line }: Pick<OriginParts, "file" | "line">): string {
  return `${file ?? ""}${file && line ? `:${line}` : ""}`;
}

/** Where a field's value comes from, in one line; undefined when nobody recorded it. */
export function originText(entity: Sourced, path: string): string | undefined {
  const parts = originParts(entity, path);
  return parts && [...parts.words, fileText(parts)].filter((part) => part !== "").join(" · ");
}

type Repository = {
  readonly repository: string;
  readonly url: string;
  readonly defaultBranch: string | null;
};

/** Address of the line on GitHub; undefined where the repository is not among these. */
export function originHref(
  { file, line, repository }: OriginParts,
  repositories: readonly Repository[],
): string | undefined {
  const found = repositories.find((one) => one.repository === repository);
  if (!found || file === undefined) return undefined;
  const path = [found.defaultBranch ?? "HEAD", ...file.split("/")].map(encodeURIComponent).join("/");
  return `${found.url}/blob/${path}${line ? `#L${line}` : ""}`;
}

/** Where the value of a field comes from, as a card shows it. */
export type FactOrigin = {
  readonly path: string;
  /** see originText */
  readonly text: string | undefined;
  /** somebody edited it in the portal */
  readonly isEdited: boolean;
};

export function originOf(entity: Sourced, path: string): FactOrigin {
  return { path, text: originText(entity, path), isEdited: isOverlaid(entity, path) };
}
