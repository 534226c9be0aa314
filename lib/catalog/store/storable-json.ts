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

const SPECIAL = /["\\\0]/;

/**
 * Plain texts as a parameter of type text[], under the same rule: the literal the driver would make of an array, at a third of
 * its cost. Half a surrogate pair becomes U+FFFD on its way.
 */
export function textArray(values: readonly (string | undefined)[]): string {
  const quoted = values.map((value) => {
    if (value === undefined) return "NULL";
    return `"${SPECIAL.test(value) ? value.replaceAll("\0", "\ufffd").replace(/["\\]/g, "\\$&") : value}"`;
  });
  return `{${quoted.join(",")}}`;
}

/** Ids, hashes and numbers as an array parameter. */
export function wordArray(values: readonly (string | number | undefined)[]): string {
  return `{${values.map((value) => value ?? "NULL").join(",")}}`;
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
