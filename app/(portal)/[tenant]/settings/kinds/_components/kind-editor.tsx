"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import type { KindDefinition, KindPreview } from "@/lib/catalog/client";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { FormStatus } from "@/lib/ui/form-status";
import { definitionOfFile, fileOfDefinition, previewDefinition, saveKind } from "../actions";
import { type FormProblems, formProblems, NO_PROBLEMS } from "./form-problems";
import { KindFields } from "./kind-fields";
import { KindFile } from "./kind-file";
import { KindHead } from "./kind-head";
import { KindRelations } from "./kind-relations";

type KindEditorProps = {
  readonly slug: string;
  /** of the stored definition; 0 for a new one */
  readonly version: number;
  readonly definition: KindDefinition;
};

type Status = { readonly state: "saved" | "problem"; readonly message: string };

/** A definition as a form and as a file; both show the same, and saving says what it would mean first. */
export function KindEditor({ slug, version, definition: stored }: KindEditorProps) {
  const router = useRouter();
  const [definition, setDefinition] = useState(stored);
  const [text, setText] = useState<string>();
  const [preview, setPreview] = useState<KindPreview>();
  const [status, setStatus] = useState<Status>();
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [isPending, startTransition] = useTransition();
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problems.at.size > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [problems]);

  function change(part: Partial<KindDefinition>) {
    setDefinition({ ...definition, ...part });
    setPreview(undefined);
    setStatus(undefined);
    setProblems(NO_PROBLEMS);
  }

  /** At their fields while the form is shown; in the file paths are what one looks for. */
  function tell(
    { message, details }: { readonly message: string; readonly details?: unknown },
    given: KindDefinition,
  ) {
    const found = text === undefined ? formProblems(details, given) : undefined;
    setProblems(found ?? NO_PROBLEMS);
    setStatus({ state: "problem", message: found ? summaryOf(found) : message });
  }

  /** What is written in the file counts while the file is shown. */
  async function current(): Promise<KindDefinition | undefined> {
    if (text === undefined) return definition;
    const read = await definitionOfFile(slug, text);
    if (read.ok) setDefinition(read.data);
    else setStatus({ state: "problem", message: read.error.message });
    return read.ok ? read.data : undefined;
  }

  function turn(tab: "form" | "file") {
    if ((tab === "file") === (text !== undefined)) return;
    setStatus(undefined);
    setProblems(NO_PROBLEMS);
    startTransition(async () => {
      if (tab === "file") {
        const file = await fileOfDefinition(slug, definition);
        if (file.ok) setText(file.data);
        else setText(JSON.stringify(definition, null, 2));
      } else if (await current()) setText(undefined);
    });
  }

  function look() {
    startTransition(async () => {
      const given = await current();
      if (!given) return;
      const result = await previewDefinition(slug, given);
      setPreview(result.ok ? result.data : undefined);
      if (result.ok) setStatus(undefined);
      else tell(result.error, given);
    });
  }

  function save() {
    startTransition(async () => {
      const given = await current();
      if (!given) return;
      const result = await saveKind(slug, { definition: given, version });
      if (!result.ok) {
        tell(result.error, given);
        return;
      }
      setStatus({
        state: "saved",
        message: "Saved. Entities are checked and related anew in the background.",
      });
      if (result.data.created) router.push(`/${slug}/settings/kinds/${encodeURIComponent(result.data.kind)}`);
      router.refresh();
    });
  }

  return (
    <div className="grid gap-5">
      <fieldset className="flex gap-1">
        <legend className="sr-only">Form or file</legend>
        <Button
          size="sm"
          aria-pressed={text === undefined}
          variant={text === undefined ? "secondary" : "ghost"}
          onClick={() => turn("form")}
        >
          Form
        </Button>
        <Button
          size="sm"
          aria-pressed={text !== undefined}
          variant={text === undefined ? "ghost" : "secondary"}
          onClick={() => turn("file")}
        >
          File
        </Button>
      </fieldset>
      {text === undefined ? (
        <div ref={form} className="grid gap-6">
          <KindHead definition={definition} isNew={version === 0} onChange={change} problems={problems.at} />
          <KindFields definition={definition} onChange={change} problems={problems.at} />
          <KindRelations
            relations={definition.relations}
            onChange={(relations) => change({ relations })}
            problems={problems.at}
          />
        </div>
      ) : (
        <KindFile name={definition.kind} text={text} onChange={setText} />
      )}
      {preview ? <PreviewResult preview={preview} /> : null}
      {status ? <FormStatus state={status.state} message={status.message} /> : null}
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={save} loading={isPending}>
          {version === 0 ? "Declare kind" : "Save"}
        </Button>
        <Button onClick={look} disabled={isPending}>
          Check existing entities
        </Button>
      </div>
    </div>
  );
}

function summaryOf({ at, others }: FormProblems): string {
  const marked =
    at.size === 0
      ? []
      : [at.size === 1 ? "Correct the marked field." : `Correct the ${at.size} marked fields.`];
  return [...marked, ...others.slice(0, 3)].join(" ");
}

function PreviewResult({ preview }: { readonly preview: KindPreview }) {
  const { entities, invalid, examples } = preview;
  if (invalid === 0)
    return (
      <Callout tone="ok">
        {entities === 0
          ? "No entity is of this kind yet."
          : `All ${entities.toLocaleString("en")} entities of this kind are valid.`}
      </Callout>
    );
  return (
    <Callout
      tone="warn"
      title={`${invalid.toLocaleString("en")} of ${entities.toLocaleString("en")} entities would be invalid. They stay, marked.`}
    >
      <ul className="mt-1 grid max-h-64 gap-1 overflow-y-auto text-xs">
        {examples.map((example) => (
          <li key={example.ref} className="wrap-anywhere">
            <code>{example.ref}</code>: {example.message}
          </li>
        ))}
      </ul>
    </Callout>
  );
}
