import { isEntityName, parseRef, toEntityName, toTag } from "@/lib/catalog/client";
import type { Json, JsonObject } from "@/lib/platform/types";
import { asObject, completeEntity } from "./complete-entity";
import type { ColumnMapping } from "./definition";
import { findTarget, type TargetField } from "./target-fields";

/** A record of a spreadsheet or a flat JSON object, by column. */
export type Cells = Readonly<Record<string, string>>;

/** A valid name as it is, anything else in the nearest form: "Payments API" → payments-api. */
export function toName(text: string): string {
  const trimmed = text.trim();
  return isEntityName(trimmed) ? trimmed : toEntityName(trimmed.toLowerCase());
}

/** A reference whose name is what `toName` makes of the words in the cell, so that both sides of a relation meet. */
function toRef(text: string, targetKind?: string): string {
  const trimmed = text.trim();
  const ref = parseRef(trimmed, { kind: "x" });
  if (ref && isEntityName(ref.name) && !/\s/.test(trimmed))
    return targetKind && !trimmed.includes(":") ? `${targetKind}:${trimmed}` : trimmed;
  const colon = /^([a-z]+):(.+)$/i.exec(trimmed);
  const [kind, rest] = colon ? [colon[1], colon[2] ?? ""] : [targetKind, trimmed];
  return kind ? `${kind}:${toName(rest)}` : toName(rest);
}

// Backstage wants the kind in these; what stands in a spreadsheet's column of dependencies is a component.
const KIND_OF_ENTRY: Readonly<Record<string, string>> = { dependsOn: "component", dependencyOf: "component" };

function toLink(text: string): Json {
  const [title, url] = /^(.*\S)\s*[|=]\s*(https?:\S+)$/.exec(text)?.slice(1, 3) ?? [undefined, text];
  return title === undefined ? { url: text } : { url: url ?? text, title };
}

function shapeCell(target: TargetField, cell: string, separator: string): Json | undefined {
  const text = cell.trim();
  if (text === "") return undefined;
  const entries = () =>
    text
      .split(separator)
      .flatMap((entry) => entry.split("\n"))
      .map((entry) => entry.trim())
      .filter(Boolean);
  switch (target.shape) {
    case "text":
      return text;
    case "name":
      return toName(text);
    case "ref":
      return toRef(text);
    case "refs":
      return [...new Set(entries().map((entry) => toRef(entry, KIND_OF_ENTRY[target.to])))];
    case "tags":
      return [...new Set(entries().flatMap((entry) => toTag(entry) ?? []))];
    case "list":
      return entries();
    case "links":
      return entries().map(toLink);
    default: {
      const never: never = target.shape;
      return never;
    }
  }
}

function put(into: Record<string, Json>, path: readonly string[], value: Json): void {
  const [head, ...rest] = path;
  if (head === undefined) return;
  if (rest.length === 0) {
    into[head] = value;
    return;
  }
  const below = into[head];
  const next: Record<string, Json> =
    typeof below === "object" && below !== null && !Array.isArray(below)
      ? { ...(below as JsonObject as Record<string, Json>) }
      : {};
  put(next, rest, value);
  into[head] = next;
}

const KIND_NAMES = [
  "Component",
  "API",
  "Resource",
  "System",
  "Domain",
  "Group",
  "User",
  "Template",
  "Location",
];

/** "team" and "components" are what people write; the kind is Group and Component. */
function toKind(text: string): string {
  const letters = text.trim().toLowerCase().replace(/s$/, "");
  const same = KIND_NAMES.find((kind) => kind.toLowerCase() === letters);
  if (same) return same;
  const meant: Readonly<Record<string, string>> = {
    team: "Group",
    squad: "Group",
    service: "Component",
    application: "Component",
    person: "User",
    database: "Resource",
  };
  return meant[letters] ?? text.trim();
}

/**
 * Makes an entity of one row.
 *
 * Names are made valid and the words kept as the title; a kind that needs lists (Group, User) gets empty ones. What is
 * missing is not invented: the check that follows names it.
 */
export function mapColumns(cells: Cells, mapping: ColumnMapping): JsonObject {
  const made: Record<string, Json> = {};
  let words: string | undefined;
  for (const { to, column, value } of mapping.columns) {
    const target = findTarget(to);
    const cell = column === undefined ? "" : (cells[column] ?? "");
    const text = cell.trim() === "" ? (value ?? "") : cell;
    const shaped = target && shapeCell(target, text, mapping.separator);
    if (!target || shaped === undefined) continue;
    if (target.to === "name" && shaped !== text.trim()) words = text.trim();
    put(made, target.path, shaped);
  }
  const kind = typeof made.kind === "string" ? toKind(made.kind) : "Component";
  return completeEntity({
    ...made,
    kind,
    metadata: { ...(words === undefined ? {} : { title: words }), ...asObject(made.metadata) },
    spec: { ...(kind === "Group" ? { type: "team" } : {}), ...asObject(made.spec) },
  });
}
