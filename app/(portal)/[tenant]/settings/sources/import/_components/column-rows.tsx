"use client";

import { Plus, X } from "lucide-react";
import { useState } from "react";
import { type ColumnMapping, findTarget, TARGET_FIELDS, type UploadView } from "@/lib/imports/client";
import { Button } from "@/lib/ui/button";
import { IconButton } from "@/lib/ui/icon-button";
import { Input } from "@/lib/ui/input";
import { Select } from "@/lib/ui/select";

type ColumnRowsProps = {
  readonly upload: UploadView;
  readonly mapping: ColumnMapping;
  readonly onMapping: (mapping: ColumnMapping) => void;
};

const CUSTOM = "custom";

/** One row a field: which column fills it, and what stands in where the cell is empty. */
export function ColumnRows({ upload, mapping, onMapping }: ColumnRowsProps) {
  const [custom, setCustom] = useState("");
  const [picked, setPicked] = useState("");
  const taken = new Set(mapping.columns.map((one) => one.to));
  const free = TARGET_FIELDS.filter((field) => !taken.has(field.to));
  const unused = upload.columns.filter((column) => !mapping.columns.some((one) => one.column === column));

  const change = (index: number, next: Partial<ColumnMapping["columns"][number]>) =>
    onMapping({
      ...mapping,
      columns: mapping.columns.map((one, at) => (at === index ? { ...one, ...next } : one)),
    });
  const target = picked === CUSTOM ? custom.trim() : picked;
  const canAdd = target !== "" && !taken.has(target) && findTarget(target) !== undefined;

  return (
    <div className="grid gap-2">
      <div className="hidden grid-cols-[10rem_minmax(0,1fr)_minmax(0,1fr)_2rem] gap-2 text-xs text-ink-muted sm:grid">
        <span>Field</span>
        <span>From the column</span>
        <span>Where the cell is empty</span>
      </div>
      {mapping.columns.map((one, index) => {
        const title = findTarget(one.to)?.title ?? one.to;
        return (
          <div
            key={one.to}
            className="grid gap-2 max-sm:rounded-lg max-sm:border max-sm:border-line max-sm:p-2 sm:grid-cols-[10rem_minmax(0,1fr)_minmax(0,1fr)_2rem]"
          >
            <span className="self-center text-sm font-medium wrap-anywhere">{title}</span>
            <Select
              aria-label={`Column for ${title}`}
              placeholder="(no column)"
              options={upload.columns.map((column) => ({ value: column, label: column }))}
              value={one.column !== undefined && upload.columns.includes(one.column) ? one.column : ""}
              onChange={(event) => change(index, { column: event.currentTarget.value || undefined })}
            />
            <Input
              aria-label={`Fixed value for ${title}`}
              value={one.value ?? ""}
              placeholder="nothing"
              onChange={(event) => change(index, { value: event.currentTarget.value || undefined })}
            />
            <IconButton
              label={`Leave out ${title}`}
              icon={<X />}
              onClick={() =>
                onMapping({ ...mapping, columns: mapping.columns.filter((_, at) => at !== index) })
              }
            />
          </div>
        );
      })}
      <div className="flex flex-wrap items-end gap-2 border-t border-line pt-3">
        <div className="w-56">
          <Select
            aria-label="Field to add"
            placeholder="Add a field…"
            options={[
              ...free.map((field) => ({ value: field.to, label: field.title })),
              { value: CUSTOM, label: "Label, annotation or other field…" },
            ]}
            value={picked}
            onChange={(event) => setPicked(event.currentTarget.value)}
          />
        </div>
        {picked === CUSTOM ? (
          <Input
            aria-label="Its path"
            className="w-64 font-mono text-xs"
            placeholder="labels.tier, annotations.example.com/id"
            value={custom}
            onChange={(event) => setCustom(event.currentTarget.value)}
          />
        ) : null}
        <Button
          disabled={!canAdd}
          onClick={() => {
            onMapping({ ...mapping, columns: [...mapping.columns, { to: target }] });
            setPicked("");
            setCustom("");
          }}
        >
          <Plus aria-hidden="true" /> Add
        </Button>
        <span className="ml-auto flex items-center gap-2 text-xs text-ink-muted">
          <label htmlFor="entry-separator">Entries of one cell are apart by</label>
          <Input
            id="entry-separator"
            className="w-12 text-center"
            maxLength={3}
            value={mapping.separator}
            onChange={(event) => onMapping({ ...mapping, separator: event.currentTarget.value || "," })}
          />
        </span>
      </div>
      {unused.length > 0 ? (
        <p className="text-xs text-ink-muted wrap-anywhere">Columns that are not used: {unused.join(", ")}</p>
      ) : null}
    </div>
  );
}
