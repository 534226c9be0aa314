import type { JsonObject } from "@/lib/platform/types";
import { type Endpoint, TAGS, type Tag } from "../endpoint";
import { eventStreamOperation } from "./event-stream";
import type { Components } from "./json-schema";
import { operationOf } from "./operation";

type Options = {
  /** what stands before each path: `/api/{tenant}`, or with a tenant's own slug */
  readonly prefix: string;
  /** these parts of the API; all when left out */
  readonly only?: readonly Tag[];
};

const TENANT = {
  name: "tenant",
  in: "path",
  required: true,
  description: "The portal's short name, as in its address",
  schema: { type: "string" },
};

const INTRODUCTION = `The whole API of a portal. Requests carry an API token: \`Authorization: Bearer ptc_…\`.
Tokens are made under Settings → API tokens; each has scopes, which are the names of permissions.
Everything under \`/catalog\` that Backstage's catalog backend has, answers as it does: \`@backstage/catalog-client\` works unmodified with the base address \`/api/{tenant}/catalog\`.`;

/**
 * The published OpenAPI 3.1 document, made of the schemas that check the requests.
 *
 * @param endpoints - usually the whole registry
 */
export function openApiDocument(endpoints: readonly Endpoint[], { prefix, only }: Options): JsonObject {
  const components: Components = {};
  const hasTenant = prefix.includes("{tenant}");
  const paths: Record<string, Record<string, JsonObject>> = {};
  const add = (method: string, path: string, operation: JsonObject) => {
    const own = hasTenant ? operation : withoutTenant(operation);
    const at = `${prefix}${path}`;
    paths[at] = { ...paths[at], [method]: own };
  };
  const chosen = endpoints.filter(({ tag }) => only?.includes(tag) ?? true);
  for (const endpoint of chosen)
    add(endpoint.method.toLowerCase(), endpoint.path, operationOf(endpoint, components));
  // Next serves this one, because a stream of hours needs nothing of the lean path.
  if (only?.includes("Portal") ?? true) add("get", "/events", eventStreamOperation(components));
  const used = new Set(chosen.map(({ tag }) => tag));
  const names = Object.keys(TAGS).filter((name): name is Tag => used.has(name as Tag));
  return {
    openapi: "3.1.0",
    info: { title: "Portico", version: "1", description: INTRODUCTION },
    servers: [{ url: "/" }],
    tags: names.map((name) => ({ name, description: TAGS[name] })),
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token; scopes are permissions" },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "portico.session",
          description: "The portal's own pages",
        },
      },
      ...(hasTenant ? { parameters: { tenant: TENANT } } : {}),
      schemas: components,
    },
  };
}

function withoutTenant(operation: JsonObject): JsonObject {
  const all = Array.isArray(operation.parameters) ? operation.parameters : [];
  return { ...operation, parameters: all.filter((one) => !("$ref" in one)) };
}
