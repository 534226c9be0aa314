import { z } from "zod";

const nodeSchema = z.looseObject({
  $ref: z.string().optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  description: z.string().optional(),
});

/** Deeper nesting is a name's or an ellipsis' business. */
const DEPTH_MAX = 5;
const LINE_MAX = 68;

const isIdentifier = (name: string) => /^[A-Za-z_$][\w$]*$/.test(name);

/**
 * A JSON Schema as a person reads it: types in TypeScript's manner, one member a line where a line would be long.
 *
 * @param schema - of our own document; components are shown by name
 */
export function outline(schema: unknown, depth = 0): string {
  const node = nodeSchema.parse(schema ?? {});
  if (node.$ref) return node.$ref.slice(node.$ref.lastIndexOf("/") + 1);
  if (node.enum) return node.enum.map((value) => JSON.stringify(value)).join(" | ");
  if (node.const !== undefined) return JSON.stringify(node.const);
  const alternatives = node.anyOf ?? node.oneOf;
  if (alternatives) return [...new Set(alternatives.map((part) => outline(part, depth)))].join(" | ");
  if (Array.isArray(node.type)) return node.type.join(" | ");
  if (node.type === "array") {
    const item = outline(node.items, depth);
    return item.includes(" | ") && !item.startsWith("{") ? `(${item})[]` : `${item}[]`;
  }
  if (node.type === "object" || node.properties) return members(node, depth);
  return node.type ?? "any";
}

function members(node: z.infer<typeof nodeSchema>, depth: number): string {
  const required = new Set(node.required);
  const known = Object.entries(node.properties ?? {});
  const open = typeof node.additionalProperties === "object" && node.additionalProperties !== null;
  if (depth >= DEPTH_MAX && known.length > 0) return "{ … }";
  const lines = known.map(([name, value]) => {
    const key = isIdentifier(name) ? name : JSON.stringify(name);
    return `${key}${required.has(name) ? "" : "?"}: ${outline(value, depth + 1)}`;
  });
  const rest = open ? outline(node.additionalProperties, depth + 1) : undefined;
  if (rest !== undefined && (known.length === 0 || rest !== "any")) lines.push(`[key]: ${rest}`);
  else if (open) lines.push("…");
  if (lines.length === 0) return "object";
  const short = `{ ${lines.join("; ")} }`;
  if (short.length <= LINE_MAX && !short.includes("\n")) return short;
  return `{\n${lines.map((line) => `  ${line.replaceAll("\n", "\n  ")}`).join("\n")}\n}`;
}
