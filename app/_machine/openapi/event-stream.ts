import type { JsonObject } from "@/lib/platform/types";
import { wireErrorSchema } from "../wire-error";
import { type Components, toJsonSchema } from "./json-schema";

const parameter = (name: string, description: string): JsonObject => ({
  name,
  in: "query",
  required: false,
  description,
  schema: { type: "string" },
});

/** app/api/[tenant]/events/route.ts by hand: server-sent events are no JSON that a schema could check. */
export function eventStreamOperation(components: Components): JsonObject {
  const error = { "application/json": { schema: toJsonSchema(wireErrorSchema, "output", components) } };
  return {
    operationId: "getEvents",
    tags: ["Portal"],
    summary: "What happens in this portal, as it happens",
    description:
      "Server-sent events: topic and a small JSON of ids and counts. Read what you need with your own rights. An `alive` event every 15 s says that nothing else happened. Ends within 5 s of losing the right to read, and after 15 minutes; reconnect.",
    "x-portico-scope": "catalog.entity.read",
    security: [{ token: ["catalog.entity.read"] }, { session: [] }],
    parameters: [
      { $ref: "#/components/parameters/tenant" },
      parameter(
        "topics",
        "Comma-separated, such as `catalog.entities,catalog.repository`; all when left out",
      ),
      parameter("from", "The position a page was read at; what came since is sent first, or `missed`"),
      parameter("run", "A run's id or `latest`: also sends its progress"),
    ],
    responses: {
      200: {
        description: "The stream",
        content: {
          "text/event-stream": {
            schema: { type: "string" },
            example: 'event: catalog.entities\ndata: {"changed":3}\n\n',
          },
        },
      },
      401: { description: "No token, or one that is unknown, expired or revoked", content: error },
      404: { description: "No such portal", content: error },
    },
  };
}
