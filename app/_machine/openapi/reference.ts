import { z } from "zod";
import { ENDPOINTS } from "../registry";
import { openApiDocument } from "./document";
import { outline } from "./outline";

export type ReferenceParameter = {
  readonly name: string;
  readonly place: "path" | "query" | "header";
  readonly required: boolean;
  readonly type: string;
  readonly description: string | undefined;
};

export type ReferenceContent = {
  readonly type: string;
  readonly outline: string;
  /** JSON text */
  readonly example: string | undefined;
};

export type ReferenceOperation = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly scope: string | undefined;
  readonly parameters: readonly ReferenceParameter[];
  readonly body:
    | { readonly description: string | undefined; readonly contents: readonly ReferenceContent[] }
    | undefined;
  readonly answers: readonly {
    readonly status: string;
    readonly description: string;
    readonly content: ReferenceContent | undefined;
  }[];
  readonly curl: string;
};

export type Reference = {
  readonly groups: readonly {
    readonly name: string;
    readonly description: string;
    readonly operations: readonly ReferenceOperation[];
  }[];
  readonly types: readonly {
    readonly name: string;
    readonly description: string | undefined;
    readonly outline: string;
  }[];
};

const contentSchema = z.record(
  z.string(),
  z.looseObject({ schema: z.unknown(), example: z.unknown().optional() }),
);
const parameterSchema = z.looseObject({
  name: z.string(),
  in: z.enum(["path", "query", "header"]),
  required: z.boolean(),
  description: z.string().optional(),
  explode: z.boolean().optional(),
  schema: z.unknown(),
  example: z.unknown().optional(),
});
const operationSchema = z.looseObject({
  operationId: z.string(),
  tags: z.array(z.string()),
  summary: z.string(),
  description: z.string().optional(),
  "x-portico-scope": z.string().optional(),
  parameters: z.array(parameterSchema),
  requestBody: z.looseObject({ description: z.string().optional(), content: contentSchema }).optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ description: z.string(), content: contentSchema.optional() }),
  ),
});
const documentSchema = z.looseObject({
  tags: z.array(z.object({ name: z.string(), description: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});

function contents(content: z.infer<typeof contentSchema>): ReferenceContent[] {
  return Object.entries(content).map(([type, { schema, example }]) => ({
    type,
    outline: outline(schema),
    example:
      example === undefined
        ? undefined
        : typeof example === "string"
          ? example
          : JSON.stringify(example, undefined, 2),
  }));
}

const shellQuoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`;

/** A command that can be pasted: the portal's own address, the documented example, the token from the environment. */
function curlOf(
  origin: string,
  method: string,
  path: string,
  operation: z.infer<typeof operationSchema>,
): string {
  let address = path;
  const search: string[] = [];
  for (const { name, in: place, example, explode } of operation.parameters) {
    if (place === "path") address = address.replace(`{${name}}`, encodeURIComponent(String(example ?? name)));
    else if (place === "header") continue;
    else if (Array.isArray(example))
      for (const value of explode === false ? [example.join(",")] : example)
        search.push(`${name}=${encodeURIComponent(value)}`);
    else if (example !== undefined) search.push(`${name}=${encodeURIComponent(String(example))}`);
  }
  const url = `${origin}${address}${search.length > 0 ? `?${search.join("&")}` : ""}`;
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  const parts = [`curl ${method === "GET" ? "" : `-X ${method} `}-H "Authorization: Bearer $PORTICO_TOKEN"`];
  if (type !== undefined) parts.push(`-H 'Content-Type: ${type}'`);
  if (content?.example !== undefined) parts.push(`-d ${shellQuoted(JSON.stringify(content.example))}`);
  else if (type !== undefined) parts.push(`-T entities${type.includes("ndjson") ? ".ndjson" : ".json"}`);
  parts.push(shellQuoted(url));
  return parts.join(" \\\n  ");
}

function operationView(
  origin: string,
  method: string,
  path: string,
  operation: z.infer<typeof operationSchema>,
): ReferenceOperation {
  const { requestBody } = operation;
  return {
    id: operation.operationId,
    method,
    path,
    summary: operation.summary,
    description: operation.description,
    scope: operation["x-portico-scope"],
    parameters: operation.parameters.map(({ name, in: place, required, description, schema }) => ({
      name,
      place,
      required,
      type: outline(schema),
      description,
    })),
    body: requestBody && { description: requestBody.description, contents: contents(requestBody.content) },
    answers: Object.entries(operation.responses).map(([status, { description, content }]) => ({
      status,
      description,
      content: content ? contents(content)[0] : undefined,
    })),
    curl: curlOf(origin, method, path, operation),
  };
}

/**
 * The published document as its page shows it, with a tenant's own addresses.
 *
 * @param origin - `https://portal.example.com`
 */
export function readReference(origin: string, slug: string): Reference {
  const document = documentSchema.parse(openApiDocument(ENDPOINTS, { prefix: `/api/${slug}` }));
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      tag: operation.tags[0],
      view: operationView(origin, method.toUpperCase(), path, operation),
    })),
  );
  return {
    groups: document.tags.map(({ name, description }) => ({
      name,
      description,
      operations: operations.filter(({ tag }) => tag === name).map(({ view }) => view),
    })),
    types: Object.entries(document.components.schemas).map(([name, schema]) => ({
      name,
      description: z.looseObject({ description: z.string().optional() }).parse(schema).description,
      outline: outline(schema),
    })),
  };
}
