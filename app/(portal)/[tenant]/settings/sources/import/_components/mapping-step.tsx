"use client";

import type { Definition, UploadView } from "@/lib/imports/client";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";
import { RadioGroup } from "@/lib/ui/radio-group";
import { Select } from "@/lib/ui/select";
import { Textarea } from "@/lib/ui/textarea";
import { ColumnRows } from "./column-rows";
import { SampleTable } from "./sample-table";
import type { UploadMapping } from "./upload-mapping";

type MappingStepProps = {
  readonly upload: UploadView;
  readonly mapping: UploadMapping;
  readonly onMapping: (mapping: UploadMapping) => void;
  readonly mode: Definition["mode"];
  readonly onMode: (mode: Definition["mode"]) => void;
  readonly name: string;
  /** left out: the name of an earlier import stays */
  readonly onName: ((name: string) => void) | undefined;
  readonly isPending: boolean;
  readonly onBack: () => void;
  readonly onNext: () => void;
};

const EXAMPLE = `{
  "kind": "Component",
  "metadata": { "name": $name(name), "title": name },
  "spec": { "type": "service", "lifecycle": "production", "owner": $name(team) }
}`;

/** Says which column is which field; guessed first, everything may be changed. */
export function MappingStep(props: MappingStepProps) {
  const { upload, mapping, onMapping } = props;
  const kinds = [
    { value: "columns", label: "Columns are fields" },
    { value: "entities", label: "Records are entities already" },
    { value: "expression", label: "A JSONata expression maps each record" },
  ];

  function choose(kind: string) {
    if (kind === "columns") onMapping({ kind: "columns", ...upload.guess });
    else if (kind === "entities") onMapping({ kind: "entities" });
    else onMapping({ kind: "expression", items: "$", mapping: EXAMPLE });
  }

  return (
    <div className="grid gap-4">
      <Card
        flush
        title={upload.name}
        description={`${upload.records.toLocaleString("en")} records, ${upload.columns.length} columns, ${upload.format === "csv" ? "table" : "JSON"}, ${upload.encoding}`}
      >
        <SampleTable upload={upload} />
      </Card>
      <Card title="Mapping">
        <div className="grid gap-4">
          <Field id="mapping-kind" label="How records become entities">
            {(control) => (
              <Select
                {...control}
                options={kinds}
                value={mapping.kind}
                onChange={(event) => choose(event.currentTarget.value)}
              />
            )}
          </Field>
          {mapping.kind === "columns" ? (
            <ColumnRows
              upload={upload}
              mapping={mapping}
              onMapping={(next) => onMapping({ kind: "columns", ...next })}
            />
          ) : null}
          {mapping.kind === "entities" ? (
            <p className="text-sm text-ink-muted">
              Each record is taken as it is: kind, metadata, spec, as in a catalog-info file.
            </p>
          ) : null}
          {mapping.kind === "expression" ? (
            <Field
              id="mapping-expression"
              label="Expression"
              hint="JSONata over one record. $name, $tag, $ref and $find help; give an entity, a list of them, or nothing."
            >
              {(control) => (
                <Textarea
                  {...control}
                  rows={10}
                  className="font-mono text-xs"
                  spellCheck={false}
                  value={mapping.mapping}
                  onChange={(event) => onMapping({ ...mapping, mapping: event.currentTarget.value })}
                />
              )}
            </Field>
          ) : null}
        </div>
      </Card>
      <Card title="This import">
        <div className="grid gap-4">
          <Field
            id="import-name"
            label="Name"
            hint="What the import is called on pages and in histories. Send the next version of the file to the same import."
          >
            {(control) => (
              <Input
                {...control}
                value={props.name}
                maxLength={80}
                required
                readOnly={!props.onName}
                onChange={(event) => props.onName?.(event.currentTarget.value)}
              />
            )}
          </Field>
          <RadioGroup
            name="import-mode"
            legend="What an earlier file of this import gave and this one does not"
            defaultValue={props.mode}
            onValueChange={(value) => props.onMode(value === "add" ? "add" : "replace")}
            options={[
              {
                value: "replace",
                label: "Is removed",
                hint: "The import is always what the last file says.",
              },
              { value: "add", label: "Stays", hint: "Files add up." },
            ]}
          />
        </div>
      </Card>
      <div className="flex justify-between gap-2">
        <Button variant="ghost" onClick={props.onBack}>
          Another file
        </Button>
        <Button
          variant="primary"
          loading={props.isPending}
          disabled={props.name.trim() === ""}
          onClick={props.onNext}
        >
          See what would happen
        </Button>
      </div>
    </div>
  );
}
