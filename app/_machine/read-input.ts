import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { isStorableText } from "@/lib/platform/types";
import { decodeBody } from "./decode-body";

const BODY_MAX_BYTES = 1024 * 1024;
/** Far above what any endpoint takes, far below what ends code that calls itself for each level. */
const BODY_DEPTH_MAX = 500;

type Parts = { readonly [key: string]: z.ZodType };

/** The members of an object schema, through refinements and transforms; none for other schemas. */
export function membersOf(schema: z.ZodType | undefined): Parts {
  if (schema === undefined) return {};
  if (schema instanceof z.ZodObject) return schema.shape as Parts;
  return schema instanceof z.ZodPipe ? membersOf(schema.in as z.ZodType) : {};
}

/** True for a parameter that may be given several times. */
export function isRepeated(schema: z.ZodType): boolean {
  if (schema instanceof z.ZodArray) return true;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return isRepeated(schema.unwrap() as z.ZodType);
  return schema instanceof z.ZodPipe && isRepeated(schema.in as z.ZodType);
}

/** How a request's texts are read: from its own schemas, for every endpoint alike. */
export type TextRule = {
  /** lets NUL and half surrogate pairs through, for an endpoint that says itself what they mean */
  readonly allowAnyText: boolean;
};

/** What a query string may hold, worked out once per endpoint. */
export type QueryReader = (search: string) => Record<string, string | string[]>;

/**
 * Makes the reader of an endpoint's query: unknown, empty and wrongly repeated parameters are refused before the schema sees them.
 *
 * @param rule.allowEmpty - lets `?q=` through
 */
export function makeQueryReader(
  schema: z.ZodType | undefined,
  { allowEmpty, allowAnyText }: TextRule & { readonly allowEmpty: boolean },
): QueryReader {
  const known = new Map(Object.entries(membersOf(schema)).map(([name, part]) => [name, isRepeated(part)]));
  return (search) => {
    const read: Record<string, string | string[]> = {};
    for (const [name, value] of new URLSearchParams(search)) {
      const repeated = known.get(name);
      if (repeated === undefined)
        throw new AppError("invalid_input", `Unknown query parameter '${name.slice(0, 80)}'`);
      if (value === "" && !allowEmpty)
        throw new AppError("invalid_input", `Empty value found for query parameter '${name}'`);
      if (!allowAnyText && !isStorableText(value))
        throw new AppError("invalid_input", `Query parameter '${name}' ${UNSTORABLE}`);
      const before = read[name];
      if (Array.isArray(before)) before.push(value);
      else if (before === undefined) read[name] = repeated ? [value] : value;
      else throw new AppError("invalid_input", `Query parameter '${name}' may be given once only`);
    }
    return read;
  };
}

/**
 * Refuses a path with NUL in it, before a store is asked for such a name.
 *
 * @throws AppError not_found - reading or removing: nothing has that name; invalid_input - writing
 */
export function requireStorablePath(method: string, params: Readonly<Record<string, string>>): void {
  const bad = Object.keys(params).find((name) => !isStorableText(params[name] ?? ""));
  if (bad === undefined) return;
  if (method === "GET" || method === "DELETE")
    throw new AppError("not_found", `There is no such thing: the ${bad} in the path ${UNSTORABLE}`);
  throw new AppError("invalid_input", `The ${bad} in the path ${UNSTORABLE}`);
}

const UNSTORABLE = "holds NUL or half a surrogate pair, which no text may. Remove it.";
const SUSPECT = /\\u(0000|d[89a-f])/i;
const PLACE_MAX_CHARS = 200;

/** Escapes are the only way into JSON for what no column takes, so that hardly a body is looked through. */
function requireStorableJson(text: string, body: unknown): void {
  if (!SUSPECT.test(text)) return;
  // A list of what is left, since a body may be nested deeper than calls may be.
  const left: { readonly value: unknown; readonly place: string }[] = [{ value: body, place: "" }];
  for (let one = left.pop(); one; one = left.pop()) {
    const { value, place } = one;
    if (typeof value === "string" && !isStorableText(value)) refuseText(place);
    if (typeof value !== "object" || value === null) continue;
    for (const [key, item] of Object.entries(value)) {
      if (!isStorableText(key)) refuseText(place);
      left.push({ value: item, place: place === "" ? key : `${place}.${key}` });
    }
  }
}

function refuseText(place: string): never {
  const where = place.slice(0, PLACE_MAX_CHARS);
  throw new AppError(
    "invalid_input",
    where === "" ? `The request body ${UNSTORABLE}` : `${where}: it ${UNSTORABLE}`,
  );
}

export type BodyRule = TextRule & {
  readonly maxBytes?: number | undefined;
  /** no body at all means `{}` */
  readonly allowNoBody: boolean;
};

/**
 * Reads a JSON body.
 *
 * @param rule.maxBytes - of the unpacked body
 * @throws AppError invalid_input - it is larger than `maxBytes`, nested without end, no JSON, or holds what no text may;
 * unsupported_type - packed in a way not read here
 */
export async function readJsonBody(
  incoming: IncomingMessage,
  { maxBytes = BODY_MAX_BYTES, allowNoBody, allowAnyText }: BodyRule,
): Promise<unknown> {
  const tooLarge = () =>
    new AppError("invalid_input", `The request body is larger than ${maxBytes.toLocaleString("en")} bytes.`);
  if (Number(incoming.headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of decodeBody(incoming)) {
    sizeBytes += chunk.length;
    if (sizeBytes > maxBytes) throw tooLarge();
    chunks.push(chunk);
  }
  const text = Buffer.concat(chunks).toString("utf8");
  if (text.trim() === "") {
    if (allowNoBody) return {};
    throw new AppError("invalid_input", "The request has no body; it must be JSON.");
  }
  if (isDeeperThan(text, BODY_DEPTH_MAX))
    throw new AppError(
      "invalid_input",
      `The request body nests deeper than ${BODY_DEPTH_MAX} levels. Nest less deeply.`,
    );
  const body = parseJson(text);
  if (!allowAnyText) requireStorableJson(text, body);
  return body;
}

const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT, QUOTE, BACKSLASH] = [...'[]{}"\\'].map((sign) =>
  sign.charCodeAt(0),
);

/** Whether a JSON text nests deeper than so many levels; one look at each character, a few milliseconds for the largest body. */
function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === QUOTE) at = endOfText(text, at);
    else if (sign === OPEN_LIST || sign === OPEN_OBJECT) depth++;
    else if (sign === CLOSE_LIST || sign === CLOSE_OBJECT) depth--;
    if (depth > levels) return true;
  }
  return false;
}

/** The place of the quote that ends the text beginning at one. */
function endOfText(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const sign = text.charCodeAt(at);
    if (sign === BACKSLASH) at++;
    else if (sign === QUOTE) return at;
  }
  return text.length;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", "The request body is not JSON.", { cause });
  }
}
