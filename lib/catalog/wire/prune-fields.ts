import { AppError } from "@/lib/platform/errors";

type Tree = { [key: string]: unknown };

/** Keeps the wanted paths of an entity's JSON. */
export type Prune = (body: Buffer) => string;

/**
 * Reads `fields`: comma-joined, repeated, or both.
 *
 * @returns undefined when nothing is asked for, which means everything
 * @throws AppError invalid_input - for a path into an array
 */
export function parseFields(given: readonly string[] | undefined): Prune | undefined {
  const fields = (given ?? [])
    .flatMap((part) => part.split(","))
    .map((field) => field.trim())
    .filter(Boolean);
  if (fields.length === 0) return undefined;
  const bad = fields.find((field) => field.includes("["));
  if (bad !== undefined)
    throw new AppError("invalid_input", `invalid field "${bad}", array type fields are not supported`);
  const paths = [...new Set(fields)].map((field) => field.split("."));
  return (body) => {
    const entity: Tree = JSON.parse(body.toString());
    const kept: Tree = {};
    for (const path of paths) copyPath(entity, kept, path);
    return JSON.stringify(kept);
  };
}

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Dots may be part of a key (`github.com/project-slug`): the shortest key that exists is taken at each step. */
function copyPath(from: Tree, into: Tree, path: readonly string[]): void {
  const keys: string[] = [];
  let at: unknown = from;
  let start = 0;
  for (let end = 1; end <= path.length; end++) {
    const key = path.slice(start, end).join(".");
    if (!isTree(at) || !Object.hasOwn(at, key)) continue;
    keys.push(key);
    at = at[key];
    start = end;
  }
  if (start < path.length) return;
  let target = into;
  for (const [index, key] of keys.entries()) {
    // defineProperty, since a key may be named __proto__.
    const next = index === keys.length - 1 ? at : Object.hasOwn(target, key) ? target[key] : {};
    Object.defineProperty(target, key, { value: next, enumerable: true, configurable: true, writable: true });
    if (!isTree(next)) return;
    target = next;
  }
}
