import { type FormSchema, isSecret, type SchemaProperty, type SchemaValue } from "./schema";

/**
 * Turns the fields a `SchemaForm` posted into typed values by its schema. Only named properties are read.
 *
 * Empty texts are left out (an optional field is then absent, a required one is found missing by the validator);
 * an empty secret is left out too and means "keep the stored one". A number that is none stays a text, so the
 * validator says so with its path.
 *
 * @param prefix - the same `prefix` the form was drawn with
 */
export function readSchemaForm(
  schema: FormSchema,
  form: FormData,
  prefix = "",
): Readonly<Record<string, SchemaValue>> {
  const values: Record<string, SchemaValue> = {};
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const raw = form.get(`${prefix}${name}`);
    const value = readValue(property, typeof raw === "string" ? raw : undefined);
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function readValue(property: SchemaProperty, raw: string | undefined): SchemaValue | undefined {
  if (property.type === "boolean") return raw === "on" || raw === "true";
  if (raw === undefined) return undefined;
  const text = isSecret(property) ? raw : raw.trim();
  if (text === "") return undefined;
  if (property.type !== "number" && property.type !== "integer") return text;
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
