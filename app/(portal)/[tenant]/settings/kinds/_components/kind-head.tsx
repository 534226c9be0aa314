"use client";

import { KIND_COLOURS, KIND_ICONS, type KindDefinition } from "@/lib/catalog/client";
import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";
import { OwnKindMark } from "@/lib/ui/own-kind-icon";
import { Select } from "@/lib/ui/select";
import { Textarea } from "@/lib/ui/textarea";
import type { FormProblems } from "./form-problems";

const BUILT_IN = [
  "Component",
  "API",
  "Resource",
  "System",
  "Domain",
  "Group",
  "User",
  "Location",
  "Template",
];

type KindHeadProps = {
  readonly definition: KindDefinition;
  readonly isNew: boolean;
  readonly onChange: (part: Partial<KindDefinition>) => void;
  /** by the id of a control */
  readonly problems: FormProblems["at"];
};

const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

/** Name and look of a kind. One of Backstage's keeps its own. */
export function KindHead({ definition, isNew, onChange, problems }: KindHeadProps) {
  const isBuiltIn = BUILT_IN.includes(definition.kind);
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field
        id="kind-name"
        label="Kind"
        error={problems.get("kind-name")}
        hint={
          isBuiltIn
            ? "One of Backstage's: what you add below comes to its own fields."
            : "As it is written in a file: Vault. The name of a Backstage kind adds fields to that one."
        }
      >
        {(control) => (
          <Input
            {...control}
            value={definition.kind}
            readOnly={!isNew}
            maxLength={63}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => {
              const kind = event.target.value;
              onChange(
                BUILT_IN.includes(kind)
                  ? { kind, apiVersions: undefined, plural: undefined, icon: undefined, colour: undefined }
                  : { kind, apiVersions: definition.apiVersions ?? ["backstage.io/v1alpha1"] },
              );
            }}
          />
        )}
      </Field>
      {isBuiltIn ? null : (
        <>
          <Field id="kind-plural" label="Plural" optional error={problems.get("kind-plural")}>
            {(control) => (
              <Input
                {...control}
                value={definition.plural ?? ""}
                maxLength={80}
                placeholder="Vaults"
                onChange={(event) => onChange({ plural: event.target.value || undefined })}
              />
            )}
          </Field>
          <Field
            id="kind-versions"
            label="apiVersion"
            error={problems.get("kind-versions")}
            hint="Several with commas. Yours, or Backstage's."
          >
            {(control) => (
              <Input
                {...control}
                value={definition.apiVersions?.join(", ") ?? ""}
                spellCheck={false}
                onChange={(event) =>
                  onChange({ apiVersions: event.target.value.split(",").map((part) => part.trim()) })
                }
              />
            )}
          </Field>
          <div className="grid grid-cols-[auto_1fr_1fr] items-end gap-3">
            <OwnKindMark icon={definition.icon} colour={definition.colour} className="mb-2 size-5" />
            <Field id="kind-icon" label="Icon" error={problems.get("kind-icon")}>
              {(control) => (
                <Select
                  {...control}
                  options={options(KIND_ICONS)}
                  placeholder="plain"
                  value={definition.icon ?? ""}
                  onChange={(event) =>
                    onChange({ icon: KIND_ICONS.find((icon) => icon === event.target.value) })
                  }
                />
              )}
            </Field>
            <Field id="kind-colour" label="Colour, like that of" error={problems.get("kind-colour")}>
              {(control) => (
                <Select
                  {...control}
                  options={options(KIND_COLOURS)}
                  placeholder="none"
                  value={definition.colour ?? ""}
                  onChange={(event) =>
                    onChange({ colour: KIND_COLOURS.find((colour) => colour === event.target.value) })
                  }
                />
              )}
            </Field>
          </div>
        </>
      )}
      <Field
        id="kind-description"
        label="Description"
        optional
        error={problems.get("kind-description")}
        className="sm:col-span-2"
      >
        {(control) => (
          <Textarea
            {...control}
            rows={2}
            value={definition.description ?? ""}
            maxLength={500}
            onChange={(event) => onChange({ description: event.target.value || undefined })}
          />
        )}
      </Field>
    </div>
  );
}
