import type { Json, JsonObject } from "@/lib/platform/types";
import { type Entity, isJsonObject } from "./entity";

/** A field by its name as `listFields` gives it, taken apart. */
export type EditableField = { readonly name: string; readonly path: readonly [string, ...string[]] };

// What an entity is called is decided where it is declared; uid and etag are the catalog's.
const FIXED = new Set(["name", "namespace", "uid", "etag"]);
const BY_KEY = /^metadata\.(labels|annotations)\.(.+)$/s;
const WHOLE = /^(metadata|spec)\.([^.].*)$/s;

/**
 * Reads the name of a field that may be edited: one label or annotation, or anything directly under metadata or spec.
 *
 * @param name - `metadata.title`, `metadata.annotations.backstage.io/techdocs-ref`, `spec.owner`
 * @returns undefined for apiVersion, kind, the name, the namespace, and what is no field
 */
export function parseEditableField(name: string): EditableField | undefined {
  const keyed = BY_KEY.exec(name);
  if (keyed?.[1] && keyed[2]) return { name, path: ["metadata", keyed[1], keyed[2]] };
  const [, root, key] = WHOLE.exec(name) ?? [];
  if (!root || !key || key === "labels" || key === "annotations") return undefined;
  if (root === "metadata" && FIXED.has(key)) return undefined;
  return key === "__proto__" ? undefined : { name, path: [root, key] };
}

/** The value at a field, or undefined. */
export function fieldValue(entity: Entity, { path }: EditableField): Json | undefined {
  // An entity is JSON; its type carries optional members.
  let value = entity as unknown as Json | undefined;
  for (const part of path)
    value = isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  return value;
}

/** The same entity with another value at a field; `undefined` takes it out, and an object left empty with it. */
export function withField(entity: Entity, { path }: EditableField, value: Json | undefined): Entity {
  const [root, ...rest] = path;
  const changed = replace(entity as unknown as JsonObject, [root, ...rest], value);
  // Only what stands under metadata and spec has changed, and metadata keeps its name.
  return (changed ?? entity) as unknown as Entity;
}

function replace(
  object: JsonObject,
  path: readonly string[],
  value: Json | undefined,
): JsonObject | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const below = object[key];
  const next = rest.length === 0 ? value : replace(isJsonObject(below) ? below : {}, rest, value);
  const { [key]: _, ...others } = object;
  if (next === undefined) return Object.keys(others).length > 0 ? others : undefined;
  return { ...object, [key]: next };
}
