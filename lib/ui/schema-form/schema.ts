/** One value of a form described by JSON Schema; the part of the standard that a flat form can show. */
export type SchemaProperty = {
  readonly type?: "string" | "number" | "integer" | "boolean" | undefined;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly default?: string | number | boolean | undefined;
  readonly enum?: readonly (string | number)[] | undefined;
  /** Names for `enum`, same order. */
  readonly enumNames?: readonly string[] | undefined;
  /** `uri`, `email`, `password` (a secret, write-only), `textarea`. */
  readonly format?: string | undefined;
  readonly writeOnly?: boolean | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly pattern?: string | undefined;
  readonly examples?: readonly (string | number)[] | undefined;
};

export type FormSchema = {
  readonly properties?: Readonly<Record<string, SchemaProperty>> | undefined;
  readonly required?: readonly string[] | undefined;
};

export type SchemaValue = string | number | boolean;
export type SchemaValues = Readonly<Record<string, SchemaValue | undefined>>;

/** A secret is never sent back to the browser. */
export function isSecret(property: SchemaProperty): boolean {
  return property.format === "password" || property.writeOnly === true;
}
