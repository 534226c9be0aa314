import { z } from "zod";
import type { JsonObject } from "@/lib/platform/types";

/** Named schemas met so far, by name. */
export type Components = Record<string, JsonObject>;

/**
 * A schema as JSON Schema 2020-12, which OpenAPI 3.1 takes as it is. Schemas with a `meta({ id })` become components.
 *
 * @param io - what a caller may send, or what it gets
 */
export function toJsonSchema(schema: z.ZodType, io: "input" | "output", components: Components): JsonObject {
  const made = z.toJSONSchema(schema, { io, unrepresentable: "any", cycles: "ref" });
  const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/');
  const { $schema, $defs, id, ...own } = JSON.parse(text);
  for (const [name, definition] of Object.entries<JsonObject>($defs ?? {})) {
    const { id: _, ...rest } = definition;
    components[name] ??= rest;
  }
  if (typeof id !== "string") return own;
  components[id] ??= own;
  return { $ref: `#/components/schemas/${id}` };
}
