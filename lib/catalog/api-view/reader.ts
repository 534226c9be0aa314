/** Reading of untrusted, loosely shaped documents: every step answers with a plain value or nothing. */
export type Node = { readonly [key: string]: unknown };

export function nodeOf(value: unknown): Node {
  // A non-null, non-array object can be read by string keys.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function textOf(value: unknown, maxLength = 4_000): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value.slice(0, maxLength) : undefined;
}

/** Follows `#/a/b` inside the document, at most eight times; anything else (another file, another host) is not followed. */
export function deref(root: Node, value: unknown): Node {
  let node = nodeOf(value);
  for (let step = 0; step < 8; step++) {
    const ref = node.$ref;
    if (typeof ref !== "string") return node;
    if (!ref.startsWith("#/")) return {};
    node = ref
      .slice(2)
      .split("/")
      .reduce<Node>(
        (at, part) => nodeOf(Object.hasOwn(at, unescapePart(part)) ? at[unescapePart(part)] : undefined),
        root,
      );
  }
  return {};
}

const unescapePart = (part: string) => part.replaceAll("~1", "/").replaceAll("~0", "~");

/** A short name of a schema: `Order`, `string (uuid)`, `Order[]`. */
export function typeName(root: Node, schema: unknown, depth = 0): string {
  const given = nodeOf(schema);
  if (typeof given.$ref === "string") return given.$ref.split("/").at(-1) ?? "object";
  if (given.type === "array" && depth < 4) return `${typeName(root, given.items, depth + 1)}[]`;
  const variants = [...listOf(given.oneOf), ...listOf(given.anyOf)];
  if (variants.length > 0 && depth < 2)
    return variants
      .slice(0, 4)
      .map((variant) => typeName(root, variant, depth + 1))
      .join(" | ");
  const all = listOf(given.allOf);
  if (all.length > 0 && depth < 2)
    return all
      .slice(0, 4)
      .map((part) => typeName(root, part, depth + 1))
      .join(" & ");
  const base = Array.isArray(given.type)
    ? given.type.join(" | ")
    : (textOf(given.type, 60) ?? (given.properties ? "object" : "any"));
  const format = textOf(given.format, 40);
  const values = listOf(given.enum).slice(0, 6).map(String);
  if (values.length > 0)
    return values
      .map((value) => JSON.stringify(value))
      .join(" | ")
      .slice(0, 120);
  return format ? `${base} (${format})` : base;
}
