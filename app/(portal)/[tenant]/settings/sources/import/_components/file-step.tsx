"use client";

import { type DragEvent, type FormEvent, useState } from "react";
import type { UploadView } from "@/lib/imports/client";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { cx } from "@/lib/ui/cx";
import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";
import { Textarea } from "@/lib/ui/textarea";

const BYTES_MAX = 20 * 1024 * 1024;

/** Picks a file, or takes pasted text, and sends it. */
export function FileStep({
  tenant,
  onUpload,
}: {
  readonly tenant: string;
  readonly onUpload: (upload: UploadView) => void;
}) {
  const [file, setFile] = useState<File>();
  // A file field cannot be emptied; a new one takes its place.
  const [round, setRound] = useState(0);
  const [text, setText] = useState("");
  const [isOver, setIsOver] = useState(false);
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const body: Blob | undefined = file ?? (text.trim() === "" ? undefined : new Blob([text]));

  async function send(event: FormEvent) {
    event.preventDefault();
    if (!body) return;
    if (body.size > BYTES_MAX) {
      setProblem("The file is larger than 20 MiB. Split it, or push it over the API.");
      return;
    }
    setIsBusy(true);
    setProblem(undefined);
    try {
      const query = new URLSearchParams({ name: file?.name ?? "" });
      const answer = await fetch(`/api/${encodeURIComponent(tenant)}/imports/uploads?${query}`, {
        method: "POST",
        body,
      });
      const said = await answer.json();
      if (answer.ok) onUpload(said);
      else setProblem(said.error?.message ?? "The file could not be read.");
    } catch {
      setProblem("The file could not be sent. Is the connection there?");
    } finally {
      setIsBusy(false);
    }
  }

  function drop(event: DragEvent) {
    event.preventDefault();
    setIsOver(false);
    setFile(event.dataTransfer.files[0]);
  }

  return (
    <form onSubmit={(event) => void send(event)} className="grid gap-4">
      {problem ? <Callout tone="bad" title={problem} /> : null}
      <Card title="A file">
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the field inside is the first */}
        <div
          className={cx(
            "grid gap-2 rounded-lg border border-dashed border-line-field p-4",
            isOver && "bg-selected",
          )}
          onDragOver={(event) => {
            event.preventDefault();
            setIsOver(true);
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={drop}
        >
          <Field
            id="import-file"
            label="CSV or JSON"
            hint="Pick it, or drop it here. Save a workbook's sheet as CSV first."
          >
            {(control) => (
              <Input
                {...control}
                key={round}
                type="file"
                accept=".csv,.tsv,.txt,.json,.ndjson,.jsonl"
                onChange={(event) => setFile(event.currentTarget.files?.[0])}
                className="h-auto py-1 file:mr-3 file:h-6 file:cursor-pointer file:rounded-sm file:border file:border-solid file:border-line-strong file:bg-surface file:px-2 file:text-xs file:font-medium file:text-ink hover:file:bg-hover"
              />
            )}
          </Field>
          {file ? (
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
              <span className="wrap-anywhere">
                {file.name}, {Math.max(1, Math.round(file.size / 1024)).toLocaleString("en")} KiB
              </span>
              <Button
                size="sm"
                variant="ghost"
                onClick={() => {
                  setFile(undefined);
                  setRound(round + 1);
                }}
              >
                Not this one
              </Button>
            </p>
          ) : null}
        </div>
      </Card>
      <Card title="Or paste it">
        <Field id="import-text" label="Cells from a spreadsheet, CSV or JSON">
          {(control) => (
            <Textarea
              {...control}
              rows={6}
              className="font-mono text-xs"
              value={text}
              disabled={file !== undefined}
              onChange={(event) => setText(event.currentTarget.value)}
              placeholder={"name,owner,type\npayments-api,payments,service"}
            />
          )}
        </Field>
      </Card>
      <div className="flex justify-end">
        <Button variant="primary" type="submit" loading={isBusy} disabled={!body}>
          Read it
        </Button>
      </div>
    </form>
  );
}
