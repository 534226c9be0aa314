import { messageOf } from "@/lib/platform/errors";
import { linearPattern } from "@/lib/platform/pattern";
import type { Json } from "@/lib/platform/types";
import { isJsonObject } from "../model/entity";
import { quoted } from "../model/problem";

/** What is wrong with a schema, and where: `properties`, `region`, `pattern`. */
export type SchemaIssue = { readonly path: readonly string[]; readonly message: string };

export const SCHEMA_BYTES_MAX = 64 * 1024;
const NODES_MAX = 500;
const DEPTH_MAX = 8;
const PATTERN_MAX = 500;
const TYPES = ["string", "number", "integer", "boolean", "object", "array", "null"];
export const FORMATS = [
  "date",
  "date-time",
  "time",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "uri",
  "uuid",
] as const;

type Check = (value: Json, at: readonly string[], issues: SchemaIssue[]) => void;

function wants(test: (value: Json) => boolean, form: string): Check {
  return (value, at, issues) => {
    if (!test(value)) issues.push({ path: at, message: `must be ${form}` });
  };
}
const isCount = (value: Json) => typeof value === "number" && Number.isInteger(value) && value >= 0;
const isTexts = (value: Json) => Array.isArray(value) && value.every((item) => typeof item === "string");

/** Words whose lists JSON Schema wants without repetition; the first text that stands twice is named. */
function once(check: Check): Check {
  return (value, at, issues) => {
    check(value, at, issues);
    const texts = Array.isArray(value) ? value : [];
    const twice = texts.find((item: Json, index) => typeof item === "string" && texts.indexOf(item) < index);
    if (typeof twice === "string") issues.push({ path: at, message: `names ${quoted(twice)} twice` });
  };
}
const text = wants((value) => typeof value === "string" && value.length <= 2_000, "a text");
const count = wants(isCount, "a whole number from 0");
const number = wants((value) => typeof value === "number", "a number");
const flag = wants((value) => typeof value === "boolean", "true or false");
const anything: Check = () => undefined;

const isType = (value: Json) => typeof value === "string" && TYPES.includes(value);
const WORDS: Readonly<Record<string, Check>> = {
  type: once(
    wants(
      (value) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)),
      `one of ${TYPES.join(", ")}`,
    ),
  ),
  enum: wants(
    (value) => Array.isArray(value) && value.length > 0 && value.length <= 500,
    "a list of 1 to 500 values",
  ),
  const: anything,
  default: anything,
  examples: wants(Array.isArray, "a list"),
  title: text,
  description: text,
  required: once(wants(isTexts, "a list of names")),
  minProperties: count,
  maxProperties: count,
  minItems: count,
  maxItems: count,
  minLength: count,
  maxLength: count,
  minimum: number,
  maximum: number,
  exclusiveMinimum: number,
  exclusiveMaximum: number,
  multipleOf: wants((value) => typeof value === "number" && value > 0, "a number above 0"),
  uniqueItems: flag,
  format: wants((value) => FORMATS.some((format) => format === value), `one of ${FORMATS.join(", ")}`),
  pattern: (value, at, issues) => {
    if (typeof value !== "string" || value.length > PATTERN_MAX)
      issues.push({ path: at, message: `must be a text of at most ${PATTERN_MAX} characters` });
    else
      try {
        linearPattern(value);
      } catch (error) {
        issues.push({ path: at, message: `is no pattern that can be used here: ${messageOf(error)}` });
      }
  },
};

/**
 * Checks a tenant's JSON Schema: the words of JSON Schema 2020-12 that describe data where it stands, within bounds. References
 * and conditions are not among them, so that checking an entity takes time in proportion to the entity.
 *
 * @param value - a schema for an object
 */
export function checkSchema(value: Json | undefined): readonly SchemaIssue[] {
  if (!isJsonObject(value)) return [{ path: [], message: "must be an object" }];
  if (Buffer.byteLength(JSON.stringify(value)) > SCHEMA_BYTES_MAX)
    return [{ path: [], message: `is larger than ${SCHEMA_BYTES_MAX / 1024} KiB` }];
  const issues: SchemaIssue[] = [];
  const budget = { nodes: 0 };
  if (value.type !== undefined && value.type !== "object")
    issues.push({ path: ["type"], message: "must be object: it describes an object's fields" });
  checkNode(value, { at: [], depth: 0, budget, issues });
  return issues;
}

type Place = {
  readonly at: readonly string[];
  readonly depth: number;
  readonly budget: { nodes: number };
  readonly issues: SchemaIssue[];
};

function below(place: Place, part: string): Place {
  return { ...place, at: [...place.at, part], depth: place.depth + 1 };
}

function checkNode(value: Json | undefined, place: Place): void {
  const { at, depth, budget, issues } = place;
  budget.nodes += 1;
  if (budget.nodes === NODES_MAX + 1)
    issues.push({ path: at, message: `the schema has more than ${NODES_MAX} parts` });
  if (budget.nodes > NODES_MAX) return;
  if (!isJsonObject(value)) {
    issues.push({ path: at, message: "must be a schema: an object with type, title, …" });
    return;
  }
  if (depth > DEPTH_MAX * 2) {
    issues.push({ path: at, message: `is nested deeper than ${DEPTH_MAX} levels` });
    return;
  }
  if (value.uniqueItems === true && !(typeof value.maxItems === "number" && value.maxItems <= 1_000))
    issues.push({ path: at, message: "uniqueItems needs maxItems of at most 1000" });
  for (const [word, member] of Object.entries(value)) {
    if (member !== undefined) checkWord(word, member, place);
  }
}

function checkWord(word: string, member: Json, place: Place): void {
  const inner = below(place, word);
  if (word === "properties") checkProperties(member, inner);
  else if (word === "items") checkNode(member, inner);
  else if (word === "additionalProperties") {
    if (typeof member !== "boolean") checkNode(member, inner);
  } else if (word === "anyOf" || word === "oneOf" || word === "allOf") {
    if (!Array.isArray(member) || member.length === 0 || member.length > 20)
      place.issues.push({ path: inner.at, message: "must be a list of 1 to 20 schemas" });
    else
      member.forEach((one, index) => {
        checkNode(one, below(inner, String(index)));
      });
  } else if (Object.hasOwn(WORDS, word)) WORDS[word]?.(member, inner.at, place.issues);
  else
    place.issues.push({
      path: inner.at,
      message: `${word} is not supported; use type, properties, required, items, enum, pattern, format, bounds, anyOf`,
    });
}

function checkProperties(member: Json, place: Place): void {
  if (!isJsonObject(member)) {
    place.issues.push({ path: place.at, message: "must be an object of schemas by field name" });
    return;
  }
  for (const [name, schema] of Object.entries(member)) {
    if (name === "__proto__" || name.length > 200)
      place.issues.push({ path: place.at, message: `"${name.slice(0, 40)}" cannot be a field's name` });
    else checkNode(schema, below(place, name));
  }
}
