import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";

/** One text of a filter form. */
export function FilterText({
  name,
  label,
  value,
  example,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
  readonly example: string;
}) {
  return (
    <Field id={`filter-${name}`} label={label}>
      {(control) => (
        <Input
          {...control}
          name={name}
          defaultValue={value}
          placeholder={example}
          maxLength={300}
          autoComplete="off"
        />
      )}
    </Field>
  );
}
