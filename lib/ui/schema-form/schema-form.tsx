import type { FormSchema, SchemaValues } from "./schema";
import { SchemaField } from "./schema-field";

export type SchemaFormProps = {
  /** A flat object; nested properties are not drawn. */
  readonly schema: FormSchema;
  readonly values?: SchemaValues | undefined;
  /** Messages by property name, or by JSON pointer (`/url`). */
  readonly errors?: Readonly<Record<string, string>> | undefined;
  /** Secrets that are stored: their field says so and may stay empty. */
  readonly storedSecrets?: readonly string[] | undefined;
  /** Put before each field's name and id. */
  readonly prefix?: string | undefined;
  readonly disabled?: boolean | undefined;
};

/** Fields of a JSON Schema, uncontrolled: put it in a `<form action>` and read with `readSchemaForm`. */
export function SchemaForm({
  schema,
  values = {},
  errors = {},
  storedSecrets = [],
  prefix = "",
  disabled,
}: SchemaFormProps) {
  const required = new Set(schema.required ?? []);
  return (
    <div className="grid gap-4">
      {Object.entries(schema.properties ?? {}).map(([name, property]) => (
        <SchemaField
          key={name}
          name={name}
          fieldName={`${prefix}${name}`}
          property={property}
          required={required.has(name)}
          value={values[name]}
          error={errors[name] ?? errors[`/${name}`]}
          stored={storedSecrets.includes(name)}
          disabled={disabled}
        />
      ))}
    </div>
  );
}
