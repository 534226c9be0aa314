import type { z } from "zod";
import type { JsonObject } from "@/lib/platform/types";
import { BODY_ENCODINGS } from "../decode-body";
import { type AnswerDoc, type Endpoint, isRawBody } from "../endpoint";
import { isRepeated, membersOf } from "../read-input";
import { wireErrorSchema } from "../wire-error";
import { type Components, toJsonSchema } from "./json-schema";

type Place = "path" | "query";

const IF_NONE_MATCH = {
  name: "If-None-Match",
  in: "header",
  required: false,
  description: "The `ETag` of an answer you hold; while it is the same you get 304 and no body",
  schema: { type: "string" },
};
const ETAG = "A weak tag of the answer, where it is small and not made of whole stored entities";
const NOT_MODIFIED = "The answer is the one whose tag you named";

/** `get` + `/catalog/entities/by-uid/{uid}` → `getCatalogEntitiesByUid`. */
export function operationId({ method, path }: Pick<Endpoint, "method" | "path">): string {
  const words = path.split(/[^A-Za-z0-9]+/).filter(Boolean);
  return method.toLowerCase() + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
}

function parameter(
  name: string,
  schema: z.ZodType,
  place: Place,
  example: unknown,
  components: Components,
): JsonObject {
  const { description, explode, ...rest } = toJsonSchema(schema, "input", components);
  const required = place === "path" || !schema.safeParse(undefined).success;
  return {
    name,
    in: place,
    required,
    ...(typeof description === "string" ? { description } : {}),
    // Comma-joined parameters say so with meta({ explode: false }); both forms are read.
    ...(isRepeated(schema) ? { style: "form", explode: explode !== false } : {}),
    schema: rest,
    ...(example === undefined ? {} : { example: example as JsonObject }),
  };
}

const CONTENT_ENCODING = {
  name: "Content-Encoding",
  in: "header",
  required: false,
  description: "How the body is packed; limits count what it unpacks to",
  schema: { type: "string", enum: [...BODY_ENCODINGS] },
};

function parameters(endpoint: Endpoint, components: Components): JsonObject[] {
  const examples = endpoint.examples ?? {};
  const list = (place: Place, schema: z.ZodType | undefined, given: unknown) => {
    const values = new Map(Object.entries((given ?? {}) as Record<string, unknown>));
    return Object.entries(membersOf(schema)).map(([name, part]) =>
      parameter(name, part, place, values.get(name), components),
    );
  };
  return [
    ...list("path", endpoint.params, examples.params),
    ...list("query", endpoint.query, examples.query),
    ...(endpoint.tagged && endpoint.method === "GET" ? [IF_NONE_MATCH] : []),
    ...(endpoint.body ? [CONTENT_ENCODING] : []),
  ];
}

function requestBody(endpoint: Endpoint, components: Components): JsonObject | undefined {
  const { body, examples } = endpoint;
  if (body === undefined) return undefined;
  if (isRawBody(body)) {
    const content = Object.entries(body.types).map(([type, schema]) => [
      type,
      { schema: toJsonSchema(schema, "input", components) },
    ]);
    return { required: true, description: body.description, content: Object.fromEntries(content) };
  }
  const example = examples?.body;
  return {
    required: !endpoint.bodyOptional,
    content: {
      "application/json": {
        schema: toJsonSchema(body, "input", components),
        ...(example === undefined ? {} : { example: example as JsonObject }),
      },
    },
  };
}

function response(answer: AnswerDoc, components: Components): JsonObject {
  const headers = Object.entries(answer.headers ?? {}).map(([name, description]) => [
    name,
    { description, schema: { type: "string" } },
  ]);
  return {
    description: answer.description,
    ...(headers.length > 0 ? { headers: Object.fromEntries(headers) } : {}),
    ...(answer.schema
      ? {
          content: {
            [answer.type ?? "application/json"]: {
              schema: toJsonSchema(answer.schema, "output", components),
              ...(answer.example === undefined ? {} : { example: answer.example as JsonObject }),
            },
          },
        }
      : {}),
  };
}

const ERROR_WORDS: Readonly<Record<number, string>> = {
  400: "The request is not right; the message names the place and the form wanted",
  401: "No token, or one that is unknown, expired or revoked",
  403: "The token lacks the scope",
  404: "There is no such thing in this portal, or no such portal",
  415: `Content-Encoding is neither ${BODY_ENCODINGS.join(" nor ")}`,
};

/** Errors any caller may meet here, beside those the endpoint documents itself. */
function errorStatuses({ query, body, params, permission, denied }: Endpoint): number[] {
  const bad = query || body || params ? [400] : [];
  return [...bad, 401, ...(permission && !denied ? [403] : []), 404, ...(body ? [415] : [])];
}

/** One endpoint as an OpenAPI operation. */
export function operationOf(endpoint: Endpoint, components: Components): JsonObject {
  const { tag, summary, description, permission } = endpoint;
  const body = requestBody(endpoint, components);
  const schema = toJsonSchema(wireErrorSchema, "output", components);
  const errors = errorStatuses(endpoint).map((status) => [
    status,
    { description: ERROR_WORDS[status] ?? "", content: { "application/json": { schema } } },
  ]);
  const documented = Object.entries(endpoint.answers).map(([status, answer]) => {
    const headers = { ...answer.headers, ...(endpoint.tagged && status === "200" ? { ETag: ETAG } : {}) };
    return [status, response({ ...answer, headers }, components)];
  });
  const held = endpoint.tagged && endpoint.method === "GET" ? { 304: { description: NOT_MODIFIED } } : {};
  return {
    operationId: operationId(endpoint),
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(permission ? { "x-portico-scope": permission } : {}),
    security: [{ token: permission ? [permission] : [] }, { session: [] }],
    parameters: [{ $ref: "#/components/parameters/tenant" }, ...parameters(endpoint, components)],
    ...(body ? { requestBody: body } : {}),
    responses: { ...Object.fromEntries([...errors, ...documented]), ...held },
  };
}
