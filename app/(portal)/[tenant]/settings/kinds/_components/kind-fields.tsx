"use client";

import { Plus, Trash2 } from "lucide-react";
import type { KindDefinition } from "@/lib/catalog/client";
import { Button } from "@/lib/ui/button";
import { Checkbox } from "@/lib/ui/checkbox";
import { FieldError } from "@/lib/ui/field";
import { IconButton } from "@/lib/ui/icon-button";
import { Input } from "@/lib/ui/input";
import { Section } from "@/lib/ui/section";
import { Select } from "@/lib/ui/select";
import { type FormProblems, fieldId } from "./form-problems";
import { FIELD_TYPES, type FieldRow, OTHER, rowsOf, withRows } from "./schema-rows";

const TYPES = [
  ...Object.entries(FIELD_TYPES).map(([value, { label }]) => ({ value, label })),
  { value: OTHER, label: "As in the file" },
];

type KindFieldsProps = {
  readonly definition: KindDefinition;
  readonly onChange: (part: Partial<KindDefinition>) => void;
  /** by the id of a control */
  readonly problems: FormProblems["at"];
};

/** Fields of the spec, one row each. Patterns, choices and nested objects are written in the file. */
export function KindFields({ definition, onChange, problems }: KindFieldsProps) {
  const rows = rowsOf(definition);
  const set = (next: readonly FieldRow[]) => onChange(withRows(definition, next));
  const change = (index: number, part: Partial<FieldRow>) =>
    set(rows.map((row, at) => (at === index ? { ...row, ...part } : row)));
  const add = () =>
    set([
      ...rows,
      {
        was: undefined,
        name: freeName(rows),
        title: "",
        type: "text",
        required: false,
        column: false,
        filter: false,
      },
    ]);
  return (
    <Section title="Fields">
      {rows.length === 0 ? (
        <p className="text-sm text-ink-muted">No field yet: the spec may hold anything.</p>
      ) : null}
      <ul className="grid gap-2">
        {rows.map((row, index) => (
          <li
            // A row is its place: its name changes while it is typed.
            key={index}
            className="flex flex-wrap items-center gap-2 rounded-md border border-line p-2"
          >
            <Input
              id={fieldId(index)}
              aria-label="Name of the field"
              aria-invalid={problems.has(fieldId(index)) || undefined}
              aria-describedby={problems.has(fieldId(index)) ? `${fieldId(index)}-error` : undefined}
              className="w-36"
              value={row.name}
              maxLength={63}
              spellCheck={false}
              onChange={(event) => change(index, { name: event.target.value })}
            />
            <Input
              aria-label={`Title of ${row.name}`}
              className="w-40"
              placeholder="Title"
              value={row.title}
              maxLength={60}
              onChange={(event) => change(index, { title: event.target.value })}
            />
            <Select
              aria-label={`Type of ${row.name}`}
              className="w-36"
              options={TYPES}
              value={row.type}
              onChange={(event) => change(index, { type: event.target.value })}
            />
            <Checkbox
              label="needed"
              checked={row.required}
              onChange={(event) => change(index, { required: event.target.checked })}
            />
            <Checkbox
              label="in lists"
              checked={row.column}
              onChange={(event) => change(index, { column: event.target.checked })}
            />
            <Checkbox
              label="filter"
              checked={row.filter}
              onChange={(event) => change(index, { filter: event.target.checked })}
            />
            <IconButton
              icon={<Trash2 />}
              label={`Remove ${row.name}`}
              className="ml-auto"
              onClick={() => set(rows.filter((_, at) => at !== index))}
            />
            {problems.has(fieldId(index)) ? (
              <div className="basis-full">
                <FieldError id={`${fieldId(index)}-error`}>{problems.get(fieldId(index))}</FieldError>
              </div>
            ) : null}
          </li>
        ))}
      </ul>
      <div className="mt-2">
        <Button size="sm" onClick={add}>
          <Plus aria-hidden="true" /> Add field
        </Button>
      </div>
    </Section>
  );
}

function freeName(rows: readonly FieldRow[]): string {
  let number = rows.length + 1;
  while (rows.some((row) => row.name === `field${number}`)) number += 1;
  return `field${number}`;
}
