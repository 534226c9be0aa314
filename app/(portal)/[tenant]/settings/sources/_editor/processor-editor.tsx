"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import {
  type BlankValues,
  blanksIn,
  fillBlanks,
  problemOfBlank,
  type Read,
  type TemplateBlank,
} from "@/lib/imports/client";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Card } from "@/lib/ui/card";
import { Field } from "@/lib/ui/field";
import { Select } from "@/lib/ui/select";
import { SCHEDULES } from "../_components/source-words";
import { askSample, run, save } from "../actions";
import { BlanksCard } from "./blanks-card";
import { ConnectionCard } from "./connection-card";
import { type Draft, EMPTY_READ } from "./draft";
import { MappingPane } from "./mapping-pane";
import { ReadCard } from "./read-card";
import { ReadTabs } from "./read-tabs";
import { TextField } from "./text-field";
import type { Samples } from "./use-preview";

export type ProcessorEditorProps = {
  readonly tenant: string;
  readonly sourceId?: string | undefined;
  /** the worked mapping it begins with, and what of it is the company's own to enter */
  readonly template?:
    | { readonly id: string; readonly vendor: string; readonly blanks: readonly TemplateBlank[] }
    | undefined;
  readonly draft: Draft;
  readonly samples: Samples;
  readonly storedSecrets: readonly string[];
  readonly secretWords: Readonly<Record<string, { readonly title: string; readonly hint: string }>>;
};

const entered = (secrets: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(secrets).filter(([, value]) => value !== ""));

/** Makes or changes a processor: connection, reads with their mapping and live preview, schedule. */
export function ProcessorEditor(props: ProcessorEditorProps) {
  const { tenant, sourceId } = props;
  const router = useRouter();
  const [draft, setDraft] = useState(props.draft);
  const [samples, setSamples] = useState(props.samples);
  const [secrets, setSecrets] = useState<Readonly<Record<string, string>>>({});
  const [values, setValues] = useState<BlankValues>({});
  const [at, setAt] = useState(
    Math.max(
      0,
      props.draft.input.reads.findLastIndex((read) => read.mapping !== undefined),
    ),
  );
  const [problem, setProblem] = useState<string>();
  const [isPending, startTransition] = useTransition();
  const { input } = draft;
  const read = input.reads[at] ?? EMPTY_READ;
  const blanks = blanksIn(input, props.template?.blanks ?? []);

  function problemOfBlanks(): string | undefined {
    const wrong = blanks.find(({ text }) => problemOfBlank(values[text] ?? "") !== undefined);
    if (wrong) return `${wrong.title} cannot be used as it is. ${problemOfBlank(values[wrong.text] ?? "")}.`;
    const missing = blanks.filter(({ text }) => (values[text] ?? "").trim() === "");
    if (missing.length === 0) return undefined;
    return `Still to be entered: ${missing.map(({ title }) => title).join(", ")}.`;
  }

  const setReads = (reads: readonly Read[]) => setDraft({ ...draft, input: { ...input, reads: [...reads] } });
  const setRead = (next: Read) => {
    const own = samples[read.name];
    if (next.name !== read.name && own) setSamples({ ...samples, [next.name]: own });
    setReads(input.reads.map((one, index) => (index === at ? next : one)));
  };

  async function ask(): Promise<string | undefined> {
    const wrong = problemOfBlanks();
    if (wrong) return wrong;
    const result = await askSample(tenant, {
      sourceId,
      input: fillBlanks(input, values),
      secrets: entered(secrets),
      read: read.name,
    });
    if (!result.ok) return result.error.message;
    setSamples({
      ...samples,
      ...Object.fromEntries(result.data.map(({ read: of, kind, text }) => [of, { kind, text }])),
    });
    return undefined;
  }

  function store(andRun: boolean) {
    const wrong = problemOfBlanks();
    setProblem(wrong);
    if (wrong) return;
    startTransition(async () => {
      const { name, schedule, mode } = draft;
      const definition = { input: fillBlanks(input, values), schedule, mode };
      const result = await save(tenant, {
        sourceId,
        name,
        definition,
        template: props.template?.id,
        secrets: entered(secrets),
      });
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      const base = `/${tenant}/settings/sources/${result.data.sourceId}`;
      const started = andRun ? await run(tenant, { sourceId: result.data.sourceId }) : undefined;
      if (started && !started.ok)
        setProblem(`Saved, but the run could not be started: ${started.error.message}`);
      else router.push(started ? `${base}/runs/${started.data.runId}` : base);
    });
  }

  return (
    <div className="grid gap-5">
      <Card title="This source">
        <div className="grid items-start gap-4 sm:grid-cols-3">
          <TextField
            label="Name"
            hint="As pages and histories call it."
            value={draft.name}
            maxLength={80}
            onValue={(name) => setDraft({ ...draft, name })}
          />
          <Field id="schedule" label="Runs">
            {(control) => (
              <Select
                {...control}
                value={draft.schedule}
                options={Object.entries(SCHEDULES).map(([value, label]) => ({ value, label }))}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  if (value === "manual" || value === "hourly" || value === "daily" || value === "weekly")
                    setDraft({ ...draft, schedule: value });
                }}
              />
            )}
          </Field>
          <Field id="mode" label="What it no longer gives">
            {(control) => (
              <Select
                {...control}
                value={draft.mode}
                options={[
                  { value: "replace", label: "is removed" },
                  { value: "add", label: "stays" },
                ]}
                onChange={(event) =>
                  setDraft({ ...draft, mode: event.currentTarget.value === "add" ? "add" : "replace" })
                }
              />
            )}
          </Field>
        </div>
      </Card>
      {props.template && blanks.length > 0 ? (
        <BlanksCard
          title={`Your ${props.template.vendor}`}
          blanks={blanks}
          values={values}
          onValues={setValues}
        />
      ) : null}
      <ConnectionCard
        input={input}
        onInput={(next) => setDraft({ ...draft, input: next })}
        secrets={secrets}
        onSecrets={setSecrets}
        stored={props.storedSecrets}
        words={props.secretWords}
      />
      <ReadTabs reads={input.reads} at={at} onAt={setAt} onReads={setReads} />
      <ReadCard key={at} read={read} onRead={setRead} actions={null}>
        <MappingPane
          tenant={tenant}
          read={read}
          reads={input.reads}
          onRead={setRead}
          samples={samples}
          onSamples={setSamples}
          onAsk={ask}
        />
      </ReadCard>
      {problem ? <Callout tone="bad" title={problem} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button loading={isPending} onClick={() => store(false)}>
          Save
        </Button>
        <Button variant="primary" loading={isPending} onClick={() => store(true)}>
          Save and run
        </Button>
      </div>
    </div>
  );
}
