"use client";

import type { Paging } from "@/lib/imports/client";
import { Field } from "@/lib/ui/field";
import { Select } from "@/lib/ui/select";
import { PAGINGS } from "./draft";
import { TextField } from "./text-field";

type PagingFieldsProps = { readonly paging: Paging; readonly onPaging: (paging: Paging) => void };

function SizeFields({
  paging,
  onPaging,
}: {
  readonly paging: Extract<Paging, { kind: "page" | "offset" }>;
  readonly onPaging: (paging: Paging) => void;
}) {
  return (
    <>
      <TextField
        label="Parameter"
        value={paging.parameter}
        onValue={(parameter) => onPaging({ ...paging, parameter })}
        isCode
      />
      <TextField
        label="Parameter of the size"
        value={paging.sizeParameter ?? ""}
        onValue={(value) => onPaging({ ...paging, sizeParameter: value || undefined })}
        isCode
      />
      <TextField
        label="Records a page"
        type="number"
        value={String(paging.size ?? "")}
        onValue={(value) => onPaging({ ...paging, size: value === "" ? undefined : Number(value) })}
      />
    </>
  );
}

/** How the next page is asked for. Reading ends at the first empty page, or when the answer names no next one. */
export function PagingFields({ paging, onPaging }: PagingFieldsProps) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
      <Field id="paging-kind" label="Pages">
        {(control) => (
          <Select
            {...control}
            value={paging.kind}
            options={Object.entries(PAGINGS).map(([value, { label }]) => ({ value, label }))}
            onChange={(event) => {
              const kind = Object.entries(PAGINGS).find(([value]) => value === event.currentTarget.value);
              if (kind) onPaging(kind[1].empty);
            }}
          />
        )}
      </Field>
      {paging.kind === "page" || paging.kind === "offset" ? (
        <SizeFields paging={paging} onPaging={onPaging} />
      ) : null}
      {paging.kind === "cursor" ? (
        <>
          <TextField
            label="Next cursor"
            hint="JSONata over the answer"
            value={paging.next}
            onValue={(next) => onPaging({ ...paging, next })}
            isCode
          />
          <Field id="cursor-into" label="It goes into">
            {(control) => (
              <Select
                {...control}
                value={paging.into.kind}
                options={[
                  { value: "query", label: "a query parameter" },
                  { value: "body", label: "a field of the body" },
                ]}
                onChange={(event) =>
                  onPaging({
                    ...paging,
                    into:
                      event.currentTarget.value === "body"
                        ? { kind: "body", field: "variables.after" }
                        : { kind: "query", parameter: "cursor" },
                  })
                }
              />
            )}
          </Field>
          {paging.into.kind === "query" ? (
            <TextField
              label="Parameter"
              value={paging.into.parameter}
              onValue={(parameter) => onPaging({ ...paging, into: { kind: "query", parameter } })}
              isCode
            />
          ) : (
            <TextField
              label="Field"
              value={paging.into.field}
              onValue={(field) => onPaging({ ...paging, into: { kind: "body", field } })}
              isCode
            />
          )}
        </>
      ) : null}
    </div>
  );
}
