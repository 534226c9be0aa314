import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";

/** A moment in UTC as the browser's date and time picker wants it. */
export function pickerValue(at: Date | undefined): string {
  return at ? at.toISOString().slice(0, 19) : "";
}

/** `2026-11-23 09:30:05 UTC` */
export function momentText(at: Date): string {
  return `${at.toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Date and time, in UTC. */
export function MomentField({
  name,
  label,
  at,
}: {
  readonly name: string;
  readonly label: string;
  readonly at: Date | undefined;
}) {
  return (
    <Field id={`moment-${name}`} label={label} className="min-w-0">
      {(control) => (
        <Input
          {...control}
          type="datetime-local"
          step={1}
          name={name}
          defaultValue={pickerValue(at)}
          className="min-w-0 tabular"
        />
      )}
    </Field>
  );
}
