"use client";

import { useEffect, useId, useState } from "react";
import type { OwnerChoice } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import type { FieldControl as Wiring } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";
import { Textarea } from "@/lib/ui/textarea";
import { loadOwners } from "../actions";
import type { FieldForm } from "./field-text";

type FieldControlProps = {
  readonly tenant: string;
  readonly entityRef: string;
  readonly form: FieldForm;
  readonly wiring: Wiring;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (text: string) => void;
};

/** What one types a value into, by the form of the field. */
export function FieldControl(props: FieldControlProps) {
  const { form, wiring, value, disabled, onChange } = props;
  if (form === "owner") return <OwnerControl {...props} />;
  if (form === "line" || form === "words")
    return (
      <Input
        {...wiring}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
      />
    );
  return (
    <Textarea
      {...wiring}
      rows={form === "yaml" ? 8 : 4}
      className={form === "yaml" ? "font-mono text-xs" : undefined}
      spellCheck={form !== "yaml"}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** `group:default/payments` as a file would say it. */
function short(ref: string): string {
  return ref.replace(/^group:(default\/)?/, "").replace(/^user:default\//, "user:");
}

/** Groups and people by name; the teams that have access to the repository are proposed. */
function OwnerControl({ tenant, entityRef, wiring, value, disabled, onChange }: FieldControlProps) {
  const listId = useId();
  const [choices, setChoices] = useState<readonly OwnerChoice[]>([]);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(
      () => {
        void loadOwners(tenant, { ref: entityRef, q: value.replace(/^(group|user):(default\/)?/, "") }).then(
          (result) => {
            if (current && result.ok) setChoices((known) => merge(known, result.data));
          },
        );
      },
      value === "" ? 0 : 200,
    );
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [tenant, entityRef, value]);
  const proposed = choices.filter((choice) => choice.why !== undefined).slice(0, 3);
  return (
    <>
      <Input
        {...wiring}
        list={listId}
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.target.value)}
        autoComplete="off"
        placeholder="Type a team or a person"
      />
      <datalist id={listId}>
        {choices.map((choice) => (
          <option key={choice.ref} value={short(choice.ref)}>
            {choice.title}
            {choice.kind === "user" ? " (person)" : ""}
          </option>
        ))}
      </datalist>
      {proposed.length > 0 ? (
        <ul className="flex flex-wrap gap-2">
          {proposed.map((choice) => (
            <li key={choice.ref}>
              <Button
                size="sm"
                title={choice.why}
                disabled={disabled}
                onClick={() => onChange(short(choice.ref))}
              >
                {choice.title}
                <span className="text-ink-muted">{choice.why}</span>
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

function merge(known: readonly OwnerChoice[], found: readonly OwnerChoice[]): readonly OwnerChoice[] {
  const seen = new Set(known.map((choice) => choice.ref));
  return [...known, ...found.filter((choice) => !seen.has(choice.ref))].slice(-60);
}
