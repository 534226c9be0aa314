import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import { decodeBody } from "./decode-body";

const BODY_MAX_BYTES = 1024 * 1024;

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

/** What a query string may hold, worked out once per endpoint. */
export type QueryReader = (search: string) => Record<string, string | string[]>;

/**
 * Makes the reader of an endpoint's query: unknown, empty and wrongly repeated parameters are refused before the schema sees them.
 *
 * @param allowEmpty - lets `?q=` through
 */
export function makeQueryReader(schema: z.ZodType | undefined, allowEmpty: boolean): QueryReader {
  const known = new Map(Object.entries(membersOf(schema)).map(([name, part]) => [name, isRepeated(part)]));
  return (search) => {
    const read: Record<string, string | string[]> = {};
    for (const [name, value] of new URLSearchParams(search)) {
      const repeated = known.get(name);
      if (repeated === undefined)
        throw new AppError("invalid_input", `Unknown query parameter '${name.slice(0, 80)}'`);
      if (value === "" && !allowEmpty)
        throw new AppError("invalid_input", `Empty value found for query parameter '${name}'`);
      const before = read[name];
      if (Array.isArray(before)) before.push(value);
      else if (before === undefined) read[name] = repeated ? [value] : value;
      else throw new AppError("invalid_input", `Query parameter '${name}' may be given once only`);
    }
    return read;
  };
}

/**
 * Reads a JSON body.
 *
 * @param maxBytes - of the unpacked body
 * @throws AppError invalid_input - it is larger than `maxBytes`, or no JSON; unsupported_type - packed in a way not read here
 */
export async function readJsonBody(incoming: IncomingMessage, maxBytes = BODY_MAX_BYTES): Promise<unknown> {
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
  if (text.trim() === "") throw new AppError("invalid_input", "The request has no body; it must be JSON.");
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new AppError("invalid_input", "The request body is not JSON.", { cause });
  }
}
