"use client";

import { type ReactNode, useState } from "react";
import type { Read } from "@/lib/imports/client";
import { Card } from "@/lib/ui/card";
import { cx } from "@/lib/ui/cx";
import { Field } from "@/lib/ui/field";
import { Select } from "@/lib/ui/select";
import { queryText, readQuery } from "./draft";
import { PagingFields } from "./paging-fields";
import { TextField } from "./text-field";

type ReadCardProps = {
  readonly read: Read;
  readonly onRead: (read: Read) => void;
  readonly actions: ReactNode;
  readonly children: ReactNode;
};

/** One read: what is asked, where the records stand, and what becomes of them. */
export function ReadCard({ read, onRead, actions, children }: ReadCardProps) {
  const isLookup = read.key !== undefined;
  // The text as it is typed: a line that is not finished is no parameter yet.
  const [query, setQuery] = useState(queryText(read.query));
  return (
    <Card title={`Read: ${read.name}`} actions={actions}>
      <div className="grid gap-4">
        <div className="grid items-start gap-4 sm:grid-cols-[1fr_7rem_2fr]">
          <TextField
            label="Name"
            value={read.name}
            onValue={(name) => onRead({ ...read, name })}
            hint={isLookup ? `Others use it as $${read.name}.` : undefined}
            isCode
          />
          <Field id="read-method" label="Method">
            {(control) => (
              <Select
                {...control}
                value={read.method}
                options={[
                  { value: "GET", label: "GET" },
                  { value: "POST", label: "POST" },
                ]}
                onChange={(event) => {
                  const isPost = event.currentTarget.value === "POST";
                  onRead({
                    ...read,
                    method: isPost ? "POST" : "GET",
                    body: isPost ? (read.body ?? "{}") : undefined,
                  });
                }}
              />
            )}
          </Field>
          <TextField label="Path" value={read.path} onValue={(path) => onRead({ ...read, path })} isCode />
        </div>
        <div className={cx("grid items-start gap-4", read.method === "POST" && "sm:grid-cols-2")}>
          <TextField
            label="Query"
            hint="One name=value a line"
            value={query}
            onValue={(text) => {
              setQuery(text);
              onRead({ ...read, query: readQuery(text) });
            }}
            rows={4}
            isCode
          />
          {read.method === "POST" ? (
            <TextField
              label="Body"
              hint="JSON"
              value={read.body ?? ""}
              onValue={(body) => onRead({ ...read, body })}
              rows={4}
              isCode
            />
          ) : null}
        </div>
        <PagingFields paging={read.paging} onPaging={(paging) => onRead({ ...read, paging })} />
        <div className="grid items-start gap-4 sm:grid-cols-2">
          <Field id="read-format" label="Answers are">
            {(control) => (
              <Select
                {...control}
                value={read.format}
                options={[
                  { value: "json", label: "JSON" },
                  { value: "csv", label: "A table (CSV)" },
                ]}
                onChange={(event) =>
                  onRead({ ...read, format: event.currentTarget.value === "csv" ? "csv" : "json" })
                }
              />
            )}
          </Field>
          {read.format === "json" ? (
            <TextField
              label="Records"
              hint="JSONata over the answer; $ is the answer itself."
              value={read.items}
              onValue={(items) => onRead({ ...read, items })}
              isCode
            />
          ) : null}
        </div>
        <Field id="read-use" label="Its records">
          {(control) => (
            <Select
              {...control}
              value={isLookup ? "lookup" : "entities"}
              options={[
                { value: "entities", label: "become entities" },
                { value: "lookup", label: "are looked up by other reads" },
              ]}
              onChange={(event) => {
                const { key, mapping, ...rest } = read;
                onRead(
                  event.currentTarget.value === "lookup"
                    ? { ...rest, key: key ?? "id" }
                    : { ...rest, mapping: mapping ?? '{ "kind": "Component" }' },
                );
              }}
            />
          )}
        </Field>
        {isLookup ? (
          <TextField
            label="Key"
            hint={`JSONata over one record. $find($${read.name}, value) gives the records with this key.`}
            value={read.key ?? ""}
            onValue={(key) => onRead({ ...read, key })}
            isCode
          />
        ) : null}
        {children}
      </div>
    </Card>
  );
}
