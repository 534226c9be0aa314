import type { Json } from "@/lib/platform/types";
import type { Entity } from "./entity";
import { isJsonObject } from "./entity";
import { type FieldChange, fieldMap, fieldPathOf } from "./fields";

/**
 * The body an entity had before some changes.
 *
 * @param body - as it is after them
 * @param diffs - of the changes, the newest first
 */
export function undoChanges(body: Entity, diffs: readonly (readonly FieldChange[])[]): Entity {
  const fields = fieldMap(body);
  for (const diff of diffs) {
    for (const { path, before } of diff) {
      if (before === undefined) fields.delete(path);
      else fields.set(path, before);
    }
  }
  return assembleFields(fields);
}

type Tree = { [key: string]: Json | undefined };

function below(tree: Tree, key: string): Tree {
  const given = Object.hasOwn(tree, key) ? tree[key] : undefined;
  if (isJsonObject(given)) return given as Tree;
  const made: Tree = {};
  Object.defineProperty(tree, key, { value: made, enumerable: true, writable: true, configurable: true });
  return made;
}

function assembleFields(fields: ReadonlyMap<string, Json>): Entity {
  const root: Tree = {};
  // Containers come first: an empty one is made before its members.
  for (const name of [...fields.keys()].sort()) {
    const path = fieldPathOf(name);
    let tree = root;
    for (const key of path.slice(0, -1)) tree = below(tree, key);
    const value = fields.get(name);
    // Not an assignment: a customer's key may be called __proto__.
    Object.defineProperty(tree, path.at(-1) ?? name, {
      value: isJsonObject(value) && Object.keys(value).length === 0 ? {} : value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  // Made of the fields of an entity that was stored, so it is one.
  return root as unknown as Entity;
}
