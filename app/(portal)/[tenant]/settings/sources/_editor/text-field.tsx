"use client";

import { useId } from "react";
import { cx } from "@/lib/ui/cx";
import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";
import { Textarea } from "@/lib/ui/textarea";

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onValue: (value: string) => void;
  readonly hint?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly rows?: number | undefined;
  readonly isCode?: boolean | undefined;
  readonly type?: "text" | "password" | "number" | undefined;
  readonly maxLength?: number | undefined;
  readonly error?: string | undefined;
};

/** A labelled line or block of text of the editor. */
export function TextField({
  label,
  value,
  onValue,
  hint,
  placeholder,
  rows,
  isCode,
  type,
  maxLength,
  error,
}: TextFieldProps) {
  const id = useId();
  const style = cx(isCode && "font-mono text-xs");
  const common = { value, placeholder, maxLength, spellCheck: false, autoComplete: "off", className: style };
  return (
    <Field id={id} label={label} hint={hint} error={error}>
      {(control) =>
        rows === undefined ? (
          <Input
            {...control}
            {...common}
            type={type ?? "text"}
            onChange={(event) => onValue(event.currentTarget.value)}
          />
        ) : (
          <Textarea
            {...control}
            {...common}
            rows={rows}
            onChange={(event) => onValue(event.currentTarget.value)}
          />
        )
      }
    </Field>
  );
}
