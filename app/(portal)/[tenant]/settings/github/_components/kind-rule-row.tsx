"use client";

import { useId } from "react";
import type { DeclaredKind } from "@/lib/catalog";
import { Chip } from "@/lib/ui/chip";
import { KindIcon } from "@/lib/ui/kind-icon";
import { Select } from "@/lib/ui/select";
import { RepositoryPicker } from "./repository-picker";

/** Who may declare a kind. `repositories` are kept while another choice is looked at. */
export type Permit = {
  readonly who: "all" | "chosen" | "none";
  readonly repositories: readonly string[];
};

const WHO = [
  { value: "all", label: "Every repository" },
  { value: "chosen", label: "Chosen repositories" },
  { value: "none", label: "No repository" },
] as const;

type KindRuleRowProps = {
  readonly tenant: string;
  readonly declared: DeclaredKind;
  readonly permit: Permit;
  readonly disabled: boolean;
  readonly onChange: (permit: Permit) => void;
};

function countWords({ entities, repositories }: DeclaredKind): string {
  if (entities === 0) return "none declared";
  const where = repositories === 1 ? "1 repository" : `${repositories.toLocaleString("en")} repositories`;
  return `${entities.toLocaleString("en")} declared in ${where}`;
}

/** One kind: what is declared of it now, who may, and which repositories when they are chosen. */
export function KindRuleRow({ tenant, declared, permit, disabled, onChange }: KindRuleRowProps) {
  const id = useId();
  const { kind } = declared;
  return (
    <li className="grid gap-2 border-b border-line px-4 py-2 last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <label htmlFor={id} className="flex min-w-0 flex-1 items-center gap-2">
          <KindIcon kind={kind} />
          <span className="text-sm font-medium">{kind}</span>
          <span className="tabular truncate text-xs text-ink-muted">{countWords(declared)}</span>
        </label>
        <Select
          id={id}
          className="w-44 max-sm:w-full"
          value={permit.who}
          options={WHO}
          disabled={disabled}
          onChange={({ target }) => {
            const chosen = WHO.find(({ value }) => value === target.value);
            if (chosen) onChange({ ...permit, who: chosen.value });
          }}
        />
      </div>
      {permit.who === "chosen" ? (
        <div className="grid gap-2 pb-1 sm:pl-6">
          {permit.repositories.length > 0 ? (
            <ul className="flex flex-wrap gap-1.5">
              {permit.repositories.map((name) => (
                <li key={name} className="min-w-0">
                  <Chip
                    text={name}
                    onRemove={() =>
                      onChange({
                        ...permit,
                        repositories: permit.repositories.filter((one) => one !== name),
                      })
                    }
                  >
                    {name}
                  </Chip>
                </li>
              ))}
            </ul>
          ) : null}
          <RepositoryPicker
            tenant={tenant}
            label={`Repository that may declare ${kind}`}
            disabled={disabled}
            onPick={(name) =>
              onChange({ ...permit, repositories: [...new Set([...permit.repositories, name])] })
            }
          />
        </div>
      ) : null}
    </li>
  );
}
