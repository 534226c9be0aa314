import type { Json, JsonObject } from "@/lib/platform/types";
import { type Entity, isJsonObject } from "./entity";
import type { FieldPath } from "./problem";

/** One field as the merge sees it: labels and annotations key by key, everything else under metadata and spec as a whole. */
export type Field = { readonly name: string; readonly path: FieldPath; readonly value: Json };

function fieldsOf(object: Json | undefined, path: FieldPath, deeper: (key: string) => boolean): Field[] {
  if (!isJsonObject(object)) return [];
  return Object.entries(object).flatMap(([key, value]): Field[] => {
    if (value === undefined) return [];
    const at = [...path, key];
    if (deeper(key) && isJsonObject(value)) return fieldsOf(value, at, () => false);
    return [{ name: at.join("."), path: at, value }];
  });
}

/** The fields of an entity, in the order of its envelope. */
export function listFields(entity: Entity): readonly Field[] {
  return [
    { name: "apiVersion", path: ["apiVersion"], value: entity.apiVersion },
    { name: "kind", path: ["kind"], value: entity.kind },
    ...fieldsOf(entity.metadata, ["metadata"], (key) => key === "labels" || key === "annotations"),
    ...fieldsOf(entity.spec, ["spec"], () => false),
  ];
}

const NEEDS_ESCAPE = /["\\\p{Cc}\p{Cs}]/u;

/** A text as JSON; faster than JSON.stringify for the short ones that need no escape. */
export function textJson(text: string): string {
  return NEEDS_ESCAPE.test(text) ? JSON.stringify(text) : `"${text}"`;
}

/** JSON with sorted keys: equal values give equal texts, whatever order the database returns keys in. */
export function canonicalJson(value: Json | undefined): string {
  if (typeof value === "string") return textJson(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  let text = "";
  if (Array.isArray(value)) {
    for (const item of value) text += `${text === "" ? "" : ","}${canonicalJson(item)}`;
    return `[${text}]`;
  }
  const object = value as JsonObject;
  for (const key of Object.keys(object).sort()) {
    const item = object[key];
    if (item !== undefined) text += `${text === "" ? "" : ","}${textJson(key)}:${canonicalJson(item)}`;
  }
  return `{${text}}`;
}

/** One field's change, as a revision keeps it. */
export type FieldChange = {
  readonly path: string;
  readonly before?: Json | undefined;
  readonly after?: Json | undefined;
};

// Objects a field's name passes through. An empty one has no field of its own, and would be lost from history.
const CONTAINERS = ["metadata.labels", "metadata.annotations", "spec"] as const;

/** The fields of an entity by name; an empty `spec`, `metadata.labels` or `metadata.annotations` is one too. */
export function fieldMap(entity: Entity): Map<string, Json> {
  const fields = new Map(listFields(entity).map((field) => [field.name, field.value]));
  const { labels, annotations } = entity.metadata;
  for (const [name, value] of [
    ["metadata.labels", labels],
    ["metadata.annotations", annotations],
    ["spec", entity.spec],
  ] as const)
    if (isJsonObject(value) && Object.keys(value).length === 0) fields.set(name, {});
  return fields;
}

/** The path of a field by its name: what follows `metadata.labels.` and the like is one key, dots included. */
export function fieldPathOf(name: string): readonly string[] {
  if (name === "spec" || name === "metadata.labels" || name === "metadata.annotations")
    return name.split(".");
  const container = CONTAINERS.find((one) => name.startsWith(`${one}.`)) ?? name.split(".", 1)[0] ?? name;
  if (container === name) return [name];
  return [...container.split("."), name.slice(container.length + 1)];
}

/** What changed between two bodies, field by field, in full: earlier states are computed from these. */
export function diffEntities(before: Entity | undefined, after: Entity | undefined): readonly FieldChange[] {
  const old = before ? fieldMap(before) : new Map<string, Json>();
  const next = after ? fieldMap(after) : new Map<string, Json>();
  return [...new Set([...old.keys(), ...next.keys()])].flatMap((path) => {
    const [a, b] = [old.get(path), next.get(path)];
    return canonicalJson(a) === canonicalJson(b) && (a === undefined) === (b === undefined)
      ? []
      : [{ path, before: a, after: b }];
  });
}
