"use client";

import { Plus, Trash2 } from "lucide-react";
import type { KindDefinition } from "@/lib/catalog/client";
import { Button } from "@/lib/ui/button";
import { FieldError } from "@/lib/ui/field";
import { IconButton } from "@/lib/ui/icon-button";
import { Input } from "@/lib/ui/input";
import { Section } from "@/lib/ui/section";
import { type FormProblems, relationId } from "./form-problems";

type Relation = KindDefinition["relations"][number];

const PARTS = [
  { part: "field", label: "Field of the spec", example: "storedIn" },
  { part: "type", label: "Relation", example: "storedIn" },
  { part: "inverse", label: "As the other end shows it", example: "stores" },
  { part: "defaultKind", label: "Kind when none is named", example: "Resource" },
] as const;

type KindRelationsProps = {
  readonly relations: readonly Relation[];
  readonly onChange: (relations: Relation[]) => void;
  /** by the id of a control */
  readonly problems: FormProblems["at"];
};

/** Fields that hold references, and the relations they make at both ends. */
export function KindRelations({ relations, onChange, problems }: KindRelationsProps) {
  const change = (index: number, part: keyof Relation, value: string) =>
    onChange(
      relations.map((relation, at) =>
        at === index
          ? { ...relation, [part]: part === "defaultKind" ? value || undefined : value }
          : relation,
      ),
    );
  return (
    <Section title="Relations">
      {relations.length === 0 ? (
        <p className="text-sm text-ink-muted">No field of it points to another entity.</p>
      ) : null}
      <ul className="grid gap-2">
        {relations.map((relation, index) => (
          // A row is its place: every part of it changes while it is typed.
          <li key={index} className="flex flex-wrap items-start gap-2 rounded-md border border-line p-2">
            {PARTS.map(({ part, label, example }) => {
              const id = relationId(index, part);
              const problem = problems.get(id);
              return (
                <div key={part} className="grid w-44 gap-1">
                  <label htmlFor={id} className="text-xs text-ink-muted">
                    {label}
                  </label>
                  <Input
                    id={id}
                    aria-invalid={problem ? true : undefined}
                    aria-describedby={problem ? `${id}-error` : undefined}
                    placeholder={example}
                    maxLength={63}
                    spellCheck={false}
                    value={relation[part] ?? ""}
                    onChange={(event) => change(index, part, event.target.value)}
                  />
                  {problem ? <FieldError id={`${id}-error`}>{problem}</FieldError> : null}
                </div>
              );
            })}
            <IconButton
              icon={<Trash2 />}
              label={`Remove the relation ${relation.type}`}
              className="mt-5 ml-auto"
              onClick={() => onChange(relations.filter((_, at) => at !== index))}
            />
          </li>
        ))}
      </ul>
      <div className="mt-2">
        <Button size="sm" onClick={() => onChange([...relations, { field: "", type: "", inverse: "" }])}>
          <Plus aria-hidden="true" /> Add relation
        </Button>
      </div>
    </Section>
  );
}
