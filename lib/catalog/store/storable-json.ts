/**
 * JSON text that Postgres' jsonb takes: it refuses NUL and half surrogate pairs, which a JSON or YAML escape in a customer's
 * file can bring in. They become U+FFFD.
 */
export function storableJson(value: unknown): string {
  return storable(JSON.stringify(value));
}

/** JSON texts as one parameter, which `texts` takes apart: JSON escapes control characters, so none holds the separator. */
export function joinedJson(jsons: readonly string[]): string {
  return storable(jsons.join("\u001e"));
}

/** Plain texts as an array parameter, under the same rule. The driver writes half a surrogate pair as U+FFFD by itself. */
export function storableTexts(values: readonly (string | undefined)[]): readonly (string | null)[] {
  return values.map((value) => (value?.includes("\0") ? value.replaceAll("\0", "\ufffd") : (value ?? null)));
}

/** SQL of the texts that joinedJson made one parameter of. An array would be escaped by the driver and parsed by the server. */
export function texts(parameter: string): string {
  return `string_to_array(${parameter}, chr(30))`;
}

function storable(json: string): string {
  // Nearly all texts have nothing of the kind, and looking for two letters is far cheaper than the pattern.
  if (!json.includes("\\u")) return json;
  // An escaped backslash is matched first, so that the text "\\u0000" in a file stays what it is.
  return json.replace(/\\(?:\\|u0000|ud[89a-f][0-9a-f]{2})/g, (match) =>
    match === "\\\\" ? match : "\\ufffd",
  );
}
