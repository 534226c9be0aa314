import { z } from "zod";
import { AppError } from "@/lib/platform/errors";

const name = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, "lower-case letters, digits and _, a letter first");
const expression = z.string().min(1).max(20_000);
const text = (max: number) => z.string().min(1).max(max);

/** A secret's place in a header or body: {{secret.token}}. Its value is kept by lib/secrets, never in the definition. */
export const SECRET_HOLE = /\{\{secret\.([a-z][a-z0-9_]{0,39})\}\}/g;

// The request line, the connection and the sign-in are ours to write.
const RESERVED_HEADERS = new Set(["host", "content-length", "connection", "transfer-encoding", "cookie"]);

const headerSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,80}$/)
    .refine((value) => !RESERVED_HEADERS.has(value.toLowerCase()), "this header cannot be set"),
  /** plain, or with {{secret.name}} */
  value: z
    .string()
    .max(2_000)
    .regex(/^[\t\x20-\x7e]*$/, "printable characters only"),
});

export const authSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({ kind: z.literal("bearer"), secret: name }),
  z.strictObject({ kind: z.literal("basic"), user: text(200), secret: name }),
  z.strictObject({ kind: z.literal("header"), header: headerSchema.shape.name, secret: name }),
  /** a key that is exchanged for a short-lived bearer token before each run */
  z.strictObject({
    kind: z.literal("exchange"),
    path: z
      .string()
      .regex(/^\/[^\s]*$/)
      .max(500),
    /** JSON with {{secret.name}} */
    body: text(5_000),
    /** JSONata over the answer */
    token: expression,
  }),
]);

export const pagingSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("none") }),
  z.strictObject({
    kind: z.literal("page"),
    parameter: text(80),
    first: z.int().min(0).max(1).default(1),
    sizeParameter: text(80).optional(),
    size: z.int().min(1).max(10_000).optional(),
  }),
  z.strictObject({
    kind: z.literal("offset"),
    parameter: text(80),
    sizeParameter: text(80).optional(),
    size: z.int().min(1).max(10_000).optional(),
  }),
  z.strictObject({
    kind: z.literal("cursor"),
    /** JSONata over the answer; nothing, null or "" ends the reading */
    next: expression,
    /** where it goes: a query parameter, or a field of the body as variables.after */
    into: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("query"), parameter: text(80) }),
      z.strictObject({
        kind: z.literal("body"),
        field: z.string().regex(/^[A-Za-z_][\w]*(\.[A-Za-z_][\w]*){0,5}$/),
      }),
    ]),
  }),
  z.strictObject({ kind: z.literal("link") }),
]);

export const readSchema = z
  .strictObject({
    name,
    method: z.enum(["GET", "POST"]).default("GET"),
    /** after the base address */
    path: z
      .string()
      .regex(/^\/[^\s]*$/, "begins with /")
      .max(1_000),
    query: z.record(z.string().min(1).max(80), z.string().max(4_000)).default({}),
    /** JSON text of a POST */
    body: z.string().max(20_000).optional(),
    format: z.enum(["json", "csv"]).default("json"),
    /** JSONata over the answer that gives the records */
    items: expression.default("$"),
    paging: pagingSchema.default({ kind: "none" }),
    /** records become entities … */
    mapping: expression.optional(),
    /** … or stand ready for the other reads as $name, an object from this JSONata's value to a list of records */
    key: expression.optional(),
  })
  .refine((read) => (read.mapping === undefined) !== (read.key === undefined), {
    message: "a read has either a mapping or a key",
  })
  .refine((read) => read.body === undefined || isJson(read.body), {
    message: "the body is not JSON",
    path: ["body"],
  });

const columnSchema = z.strictObject({
  /** field of the entity, as fields.ts names it */
  to: z.string().regex(/^[A-Za-z][\w./-]{0,250}$/),
  column: z.string().max(200).optional(),
  /** for every row, or where the cell is empty */
  value: z.string().max(2_000).optional(),
});

export const columnMappingSchema = z.strictObject({
  columns: z.array(columnSchema).max(100),
  /** between the entries of one cell */
  separator: z.string().min(1).max(3).default(","),
});

export const scheduleSchema = z.enum(["manual", "hourly", "daily", "weekly"]);

export const httpInputSchema = z
  .strictObject({
    kind: z.literal("http"),
    /** where every path begins; requests go to this origin and no other */
    baseUrl: z.url({ protocol: /^https?$/ }).max(500),
    auth: authSchema.default({ kind: "none" }),
    headers: z.array(headerSchema).max(20).default([]),
    reads: z.array(readSchema).min(1).max(8),
  })
  .refine(({ reads }) => new Set(reads.map((read) => read.name)).size === reads.length, {
    message: "two reads have one name",
    path: ["reads"],
  })
  .refine(({ reads }) => reads.some((read) => read.mapping !== undefined), {
    message: "at least one read needs a mapping",
    path: ["reads"],
  });

export const uploadInputSchema = z.strictObject({
  kind: z.literal("upload"),
  mapping: z.discriminatedUnion("kind", [
    /** records are entities already */
    z.strictObject({ kind: z.literal("entities") }),
    z.strictObject({ kind: z.literal("columns"), ...columnMappingSchema.shape }),
    z.strictObject({ kind: z.literal("expression"), items: expression.default("$"), mapping: expression }),
  ]),
});

/** What a source is, as one document: what the editor saves, the API puts and a run keeps a copy of. */
export const definitionSchema = z.strictObject({
  input: z.discriminatedUnion("kind", [httpInputSchema, uploadInputSchema]),
  schedule: scheduleSchema.default("manual"),
  /** replace: what a run no longer gives is removed; add: it stays */
  mode: z.enum(["replace", "add"]).default("replace"),
});

export type Definition = z.infer<typeof definitionSchema>;
export type HttpInput = z.infer<typeof httpInputSchema>;
export type UploadInput = z.infer<typeof uploadInputSchema>;
export type Read = z.infer<typeof readSchema>;
export type Paging = z.infer<typeof pagingSchema>;
export type Auth = z.infer<typeof authSchema>;
export type ColumnMapping = z.infer<typeof columnMappingSchema>;
export type Schedule = z.infer<typeof scheduleSchema>;

function isJson(value: string): boolean {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
}

/** Names of the secrets a definition needs, in the order of their first use. */
export function secretsOf(definition: Definition): readonly string[] {
  if (definition.input.kind !== "http") return [];
  const { auth, headers } = definition.input;
  const ofAuth = auth.kind === "exchange" ? holesOf(auth.body) : "secret" in auth ? [auth.secret] : [];
  return [...new Set([...ofAuth, ...headers.flatMap((header) => holesOf(header.value))])];
}

function holesOf(value: string): string[] {
  return [...value.matchAll(SECRET_HOLE)].flatMap((match) => match[1] ?? []);
}

/** Where requests of a definition go: scheme, host and port. Undefined for uploads. */
export function originOf(definition: Definition): string | undefined {
  return definition.input.kind === "http" ? new URL(definition.input.baseUrl).origin : undefined;
}

/**
 * Refuses an address with parts that requests do not take over, before it is saved; stored ones are read as they are.
 *
 * @throws AppError invalid_input - names the parts and where they belong, never their values: one may be a password
 */
export function requireBareAddress(input: Definition["input"]): void {
  if (input.kind !== "http") return;
  const { username, password } = new URL(input.baseUrl);
  const parts = [
    username !== "" || password !== "" ? "a user or password" : undefined,
    input.baseUrl.includes("?") ? "a query" : undefined,
    input.baseUrl.includes("#") ? "a fragment" : undefined,
  ].filter((part) => part !== undefined);
  if (parts.length === 0) return;
  throw new AppError(
    "invalid_input",
    `baseUrl holds ${parts.join(" and ")}, which would be shown and never sent. Enter a user, password or key in the sign-in fields (auth), a parameter in the query of its read, and write the address as https://host/path.`,
  );
}

/** A stored definition, which this product wrote. @throws AppError internal - it does not read any more */
export function readDefinition(stored: unknown): Definition {
  const parsed = definitionSchema.safeParse(stored);
  if (parsed.success) return parsed.data;
  throw new AppError("internal", "A stored source definition does not read.", { cause: parsed.error });
}
