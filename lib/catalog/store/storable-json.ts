/**
 * JSON text that Postgres' jsonb takes: it refuses NUL and half surrogate pairs, which a JSON or YAML escape in a customer's
 * file can bring in. They become U+FFFD.
 */
export function storableJson(value: unknown): string {
  // An escaped backslash is matched first, so that the text "\\u0000" in a file stays what it is.
  return JSON.stringify(value).replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (match) =>
    match === "\\\\" ? match : "\\ufffd",
  );
}
