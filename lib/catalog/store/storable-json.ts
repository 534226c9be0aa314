/**
 * JSON text that Postgres' jsonb takes: it refuses NUL and half surrogate pairs, which a JSON or YAML escape in a customer's
 * file can bring in. They become U+FFFD.
 */
export function storableJson(value: unknown): string {
  return storable(JSON.stringify(value));
}

/** JSON texts as one parameter, for `string_to_array($n, chr(30))`: JSON escapes control characters, so none holds the separator. */
export function joinedJson(texts: readonly string[]): string {
  return storable(texts.join("\u001e"));
}

function storable(json: string): string {
  // An escaped backslash is matched first, so that the text "\\u0000" in a file stays what it is.
  return json.replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (match) =>
    match === "\\\\" ? match : "\\ufffd",
  );
}
