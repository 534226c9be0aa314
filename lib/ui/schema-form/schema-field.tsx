import { Checkbox } from "../checkbox";
import { Field, type FieldControl } from "../field";
import { Input } from "../input";
import { Select } from "../select";
import { Textarea } from "../textarea";
import { isSecret, type SchemaProperty, type SchemaValue } from "./schema";

export type SchemaFieldProps = {
  readonly name: string;
  readonly fieldName: string;
  readonly property: SchemaProperty;
  readonly required: boolean;
  readonly value: SchemaValue | undefined;
  readonly error: string | undefined;
  readonly stored: boolean;
  readonly disabled: boolean | undefined;
};

/** "organizationKey" → "Organization key", for schemas without titles. */
export function titleOf(name: string): string {
  const words = name
    .replace(/([a-z\d])([A-Z])/g, "$1 $2")
    .replace(/[_-]+/g, " ")
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** One property as one field. */
export function SchemaField({
  name,
  fieldName,
  property,
  required,
  value,
  error,
  stored,
  disabled,
}: SchemaFieldProps) {
  const label = property.title ?? titleOf(name);
  const id = `field-${fieldName.replaceAll(".", "-")}`;
  if (property.type === "boolean") {
    return (
      <div>
        <Checkbox
          id={id}
          name={fieldName}
          label={label}
          hint={property.description}
          defaultChecked={(value ?? property.default) === true}
          disabled={disabled}
        />
        {error ? <p className="mt-1 ml-6 text-xs text-bad">{error}</p> : null}
      </div>
    );
  }
  const hint = stored ? <StoredHint description={property.description} /> : property.description;
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={!required}>
      {(control) => (
        <Control
          control={control}
          fieldName={fieldName}
          property={property}
          value={value}
          required={required && !stored}
          stored={stored}
          disabled={disabled}
        />
      )}
    </Field>
  );
}

function StoredHint({ description }: { readonly description: string | undefined }) {
  return <>{description ? `${description} ` : ""}A value is stored; leave this empty to keep it.</>;
}

type ControlProps = Omit<SchemaFieldProps, "name" | "error"> & { readonly control: FieldControl };

function Control({ control, fieldName, property, value, required, stored, disabled }: ControlProps) {
  const initial = value ?? property.default;
  const common = { ...control, name: fieldName, required, disabled };
  if (property.enum) {
    const options = property.enum.map((option, index) => ({
      value: String(option),
      label: property.enumNames?.[index] ?? String(option),
    }));
    const text = initial === undefined ? "" : String(initial);
    return (
      <Select
        {...common}
        options={options}
        defaultValue={text}
        placeholder={required && text !== "" ? undefined : "Choose"}
      />
    );
  }
  if (isSecret(property)) {
    return (
      <Input
        {...common}
        type="password"
        autoComplete="new-password"
        spellCheck={false}
        placeholder={stored ? "••••••••••••" : ""}
        className="font-mono"
      />
    );
  }
  const text = initial === undefined ? "" : String(initial);
  const example = property.examples?.[0];
  const placeholder = example === undefined ? undefined : String(example);
  if (property.type === "number" || property.type === "integer") {
    return (
      <Input
        {...common}
        type="number"
        inputMode="decimal"
        step={property.type === "integer" ? 1 : "any"}
        min={property.minimum}
        max={property.maximum}
        defaultValue={text}
        placeholder={placeholder}
        className="max-w-40"
      />
    );
  }
  if (property.format === "textarea") {
    return (
      <Textarea {...common} defaultValue={text} maxLength={property.maxLength} placeholder={placeholder} />
    );
  }
  const type = property.format === "uri" ? "url" : property.format === "email" ? "email" : "text";
  return (
    <Input
      {...common}
      type={type}
      defaultValue={text}
      minLength={property.minLength}
      maxLength={property.maxLength}
      pattern={property.pattern}
      placeholder={placeholder ?? (type === "url" ? "https://" : undefined)}
    />
  );
}
