import { z } from "zod";

const property = z.strictObject({
  type: z.enum(["string", "number", "integer", "boolean"]),
  title: z.string().max(60),
  description: z.string().max(300).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional(),
  enum: z
    .array(z.union([z.string(), z.number()]))
    .max(50)
    .optional(),
  enumNames: z.array(z.string()).max(50).optional(),
  format: z.enum(["uri", "email", "textarea"]).optional(),
  pattern: z.string().max(200).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().int().optional(),
  maxLength: z.number().int().optional(),
  examples: z
    .array(z.union([z.string(), z.number()]))
    .max(3)
    .optional(),
});

/** JSON Schema of a plugin's settings: one flat object, which is what a form can show. Secrets are declared apart. */
export const configSchemaSchema = z.strictObject({
  type: z.literal("object"),
  additionalProperties: z.literal(false),
  properties: z.record(z.string().regex(/^[a-z][a-zA-Z0-9]{0,39}$/), property),
  required: z.array(z.string()).max(20).default([]),
});
export type ConfigSchema = z.infer<typeof configSchemaSchema>;

export type ConfigValues = Readonly<Record<string, string | number | boolean>>;
