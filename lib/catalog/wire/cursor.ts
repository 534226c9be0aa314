import { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Position } from "../served/served-catalog";

/** Above this a cursor travels in a body: addresses longer than 16 KB are refused by servers on the way. */
const ADDRESS_MAX_CHARS = 3_000;

const positionSchema = z
  .object({ value: z.string().optional(), uid: z.string() })
  .transform(({ value, uid }) => ({ value, uid }));

/** The question of a list, as asked: it is parsed again for every page. */
export const questionSchema = z.object({
  filter: z.array(z.string()).optional(),
  predicate: z.unknown().optional(),
  order: z.object({ field: z.string(), direction: z.enum(["asc", "desc"]) }).optional(),
  term: z.string().optional(),
  termFields: z.array(z.string()).optional(),
});
export type Question = z.infer<typeof questionSchema>;

const cursorSchema = z.strictObject({
  question: questionSchema,
  after: positionSchema.optional(),
  before: positionSchema.optional(),
  total: z.number().int().nonnegative(),
  query: z.literal(true).optional(),
});

export type Cursor = {
  readonly question: Question;
  readonly after?: Position | undefined;
  readonly before?: Position | undefined;
  /** counted for the first page and repeated since */
  readonly total: number;
};

/**
 * A place in a list as text: base64 of JSON, since Backstage's client looks inside and sends the next page in a body when
 * it finds a key `query`. Ours has one when the question is a predicate or long.
 */
export function formatCursor(cursor: Cursor): string {
  const text = JSON.stringify(cursor);
  const inBody = cursor.question.predicate !== undefined || text.length > ADDRESS_MAX_CHARS;
  return Buffer.from(inBody ? JSON.stringify({ ...cursor, query: true }) : text).toString("base64");
}

/** @throws AppError invalid_input - for anything formatCursor did not make */
export function parseCursor(text: string): Cursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, "base64").toString("utf8")));
  } catch (cause) {
    throw new AppError("invalid_input", "Malformed cursor, could not be decoded", { cause });
  }
}
