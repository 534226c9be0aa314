import { AppError } from "@/lib/platform/errors";
import { fold, type Predicate } from "./predicate";

// A predicate is compiled by recursion; deeper or larger ones are nobody's question.
const DEPTH_MAX = 50;
const NODES_MAX = 10_000;

type Budget = { nodes: number };

/**
 * Reads a predicate as Backstage's clients send it (contract 7.3).
 *
 * @param input - JSON of unknown form
 * @throws AppError invalid_input - for an unknown operator, a primitive at the root, an operator beside other keys
 * @see https://backstage.io/docs/features/software-catalog/catalog-customization#filter-predicates
 */
export function parsePredicate(input: unknown): Predicate {
  return parseNode(input, 0, { nodes: 0 });
}

function refuse(message: string): never {
  throw new AppError("invalid_input", `Invalid filter predicate: ${message}`);
}

function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === "object" && input !== null && !Array.isArray(input);
}

type Primitive = string | number | boolean;
function isPrimitive(input: unknown): input is Primitive {
  return typeof input === "string" || typeof input === "number" || typeof input === "boolean";
}

function parseNode(input: unknown, depth: number, budget: Budget): Predicate {
  if (depth > DEPTH_MAX) refuse(`it is nested more than ${DEPTH_MAX} levels deep.`);
  if (++budget.nodes > NODES_MAX) refuse(`it has more than ${NODES_MAX} conditions.`);
  if (!isObject(input)) refuse(`expected an object, got ${shown(input)}.`);
  const keys = Object.keys(input);
  const operator = keys.find((key) => key.startsWith("$"));
  if (operator === undefined) return all(keys.map((key) => parseField(key, input[key], budget)));
  if (keys.length > 1) refuse(`"${operator}" must stand alone in its object.`);
  if (operator === "$not") return { kind: "not", of: parseNode(input.$not, depth + 1, budget) };
  if (operator !== "$all" && operator !== "$any") refuse(`unknown operator "${operator}".`);
  const parts = input[operator];
  if (!Array.isArray(parts)) refuse(`"${operator}" needs an array.`);
  const of = parts.map((part: unknown) => parseNode(part, depth + 1, budget));
  return operator === "$all" ? all(of) : { kind: "any", of };
}

function all(of: readonly Predicate[]): Predicate {
  const [only] = of;
  return of.length === 1 && only ? only : { kind: "all", of };
}

function parseField(field: string, input: unknown, budget: Budget): Predicate {
  if (++budget.nodes > NODES_MAX) refuse(`it has more than ${NODES_MAX} conditions.`);
  const key = fold(field);
  if (isPrimitive(input)) return { kind: "in", key, values: [fold(input)] };
  if (!isObject(input)) refuse(`"${field}" needs a value or an operator, got ${shown(input)}.`);
  const [operator, ...others] = Object.keys(input);
  if (operator === undefined || others.length > 0) refuse(`"${field}" needs exactly one operator.`);
  const value = input[operator];
  switch (operator) {
    case "$exists":
      if (typeof value !== "boolean") refuse(`"$exists" of "${field}" needs true or false.`);
      return value ? { kind: "exists", key } : { kind: "not", of: { kind: "exists", key } };
    case "$in":
      return { kind: "in", key, values: parseValues(field, value, budget) };
    case "$hasPrefix":
      if (typeof value !== "string") refuse(`"$hasPrefix" of "${field}" needs a text.`);
      return { kind: "prefix", key, prefix: fold(value) };
    case "$contains":
      if (isPrimitive(value)) return { kind: "in", key, values: [fold(value)] };
      if (key !== "relations" || !isObject(value))
        refuse(`"$contains" of "${field}" needs a value; an object is known for "relations" only.`);
      return parseRelation(value, budget);
    default:
      return refuse(`unknown operator "${operator}" of "${field}".`);
  }
}

function parseValues(field: string, input: unknown, budget: Budget): readonly string[] {
  if (!Array.isArray(input) || !input.every(isPrimitive))
    refuse(`"$in" of "${field}" needs an array of values.`);
  budget.nodes += input.length;
  return [...new Set(input.map(fold))];
}

/** `{ type, targetRef? }`, its names in any case, is a condition on the key `relations.<type>`. */
function parseRelation(input: Readonly<Record<string, unknown>>, budget: Budget): Predicate {
  const given = new Map<string, unknown>();
  for (const [name, value] of Object.entries(input)) {
    const member = fold(name);
    if (member !== "type" && member !== "targetref")
      refuse(`"$contains" of "relations" has no "${name.slice(0, 100)}"; it needs { type, targetRef? }.`);
    if (given.has(member)) refuse(`"$contains" of "relations" has "${name}" twice.`);
    given.set(member, value);
  }
  const [type, targetRef] = [given.get("type"), given.get("targetref")];
  if (typeof type !== "string" || type === "")
    refuse(`"$contains" of "relations" needs the "type" of the relation, such as "ownedBy".`);
  const key = `relations.${fold(type)}`;
  if (targetRef === undefined) return { kind: "exists", key };
  if (typeof targetRef === "string") return { kind: "in", key, values: [fold(targetRef)] };
  if (isObject(targetRef) && Object.keys(targetRef).length === 1 && "$in" in targetRef)
    return { kind: "in", key, values: parseTargets(targetRef.$in, budget) };
  return refuse(`"targetRef" needs a text or { $in: […] }.`);
}

function parseTargets(input: unknown, budget: Budget): readonly string[] {
  if (!Array.isArray(input) || input.length === 0 || !input.every((ref) => typeof ref === "string"))
    refuse(`"$in" of "targetRef" needs a list of at least one text.`);
  return parseValues("relations.targetRef", input, budget);
}

function shown(input: unknown): string {
  // Not the inside, which may be nested without end.
  if (typeof input === "object" && input !== null) return Array.isArray(input) ? "a list" : "an object";
  return (JSON.stringify(input) ?? String(input)).slice(0, 100);
}
