"use client";

import { type FormEvent, useEffect, useLayoutEffect, useRef, useState, useTransition } from "react";
import { z } from "zod";
import type { ActionResult } from "@/app/_server/define-action";
import type { Edited, FieldView, Proposed } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { Callout } from "@/lib/ui/callout";
import { Checkbox } from "@/lib/ui/checkbox";
import { Field } from "@/lib/ui/field";
import { FormStatus } from "@/lib/ui/form-status";
import { Input } from "@/lib/ui/input";
import { RadioGroup } from "@/lib/ui/radio-group";
import { SkeletonText } from "@/lib/ui/skeleton";
import { toast } from "@/lib/ui/toast";
import { loadField, proposeField, resetField, saveField } from "../actions";
import { FieldControl } from "./field-control";
import { FieldOrigin } from "./field-origin";
import { fieldTitle, formOf, fromText, toText } from "./field-text";
import { ProposedChange } from "./proposed-change";
import { savedToast } from "./saved-toast";

type EditFormProps = {
  readonly tenant: string;
  readonly entityRef: string;
  readonly path: string;
  readonly onDone: () => void;
  readonly onCancel: () => void;
  /** whether closing would lose what was typed */
  readonly onTyped: (typed: boolean) => void;
};

/** What somebody else made of the field meanwhile. */
type Overtaken = { readonly value: unknown; readonly version: number; readonly by: string };
const overtakenSchema = z.object({ value: z.unknown(), version: z.number(), by: z.string() });

/** Reads the field as it is now, then shows the form. */
export function EditForm(props: EditFormProps) {
  const { tenant, entityRef, path } = props;
  const [result, setResult] = useState<ActionResult<FieldView>>();
  useEffect(() => {
    void loadField(tenant, { ref: entityRef, path }).then(setResult);
  }, [tenant, entityRef, path]);
  if (!result) return <SkeletonText lines={5} />;
  if (!result.ok) return <Callout tone="bad" title={result.error.message} />;
  return <LoadedForm {...props} view={result.data} />;
}

function LoadedForm({
  tenant,
  entityRef,
  path,
  view,
  onDone,
  onCancel,
  onTyped,
}: EditFormProps & { readonly view: FieldView }) {
  const form = formOf(path, view.now.value ?? view.beneath?.value);
  const [initial] = useState(toText(form, view.now.value));
  const [text, setText] = useState(initial);
  const [remove, setRemove] = useState(false);
  const [reason, setReason] = useState("");
  const [way, setWay] = useState("overlay");
  const [problem, setProblem] = useState<{
    readonly at: "value" | "reason" | "form";
    readonly text: string;
  }>();
  const [overtaken, setOvertaken] = useState<Overtaken>();
  const [proposed, setProposed] = useState<Proposed>();
  const [pending, startTransition] = useTransition();

  const typed = !proposed && (text !== initial || remove || reason.trim() !== "");
  // Before the next key can be pressed.
  useLayoutEffect(() => onTyped(typed), [typed, onTyped]);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    element.current?.querySelector<HTMLElement>("#edit-value")?.focus();
  }, []);

  if (proposed)
    return (
      <div className="grid gap-4">
        <ProposedChange proposed={proposed} />
        <Button className="justify-self-end" onClick={onDone}>
          Close
        </Button>
      </div>
    );

  function tell(result: Extract<ActionResult<unknown>, { ok: false }>) {
    const found = overtakenSchema.safeParse(result.error.details);
    if (result.error.code === "conflict" && found.success) {
      setOvertaken({ ...found.data, value: found.data.value });
      setProblem(undefined);
      return;
    }
    const isValue = result.error.code === "invalid_input" && !/reason/.test(result.error.message);
    setProblem({ at: isValue ? "value" : "form", text: result.error.message });
  }

  function settle(result: ActionResult<Edited>) {
    if (!result.ok) return tell(result);
    toast(savedToast(path, result.data));
    onDone();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    const typed = remove ? { value: null } : fromText(form, text);
    if ("problem" in typed) return setProblem({ at: "value", text: typed.problem });
    if (reason.trim().length < 3)
      return setProblem({ at: "reason", text: "Say in a few words why: it stands beside the value." });
    setProblem(undefined);
    // What came out of YAML or a text field is JSON; the action checks it again.
    const value = typed.value as Parameters<typeof saveField>[1]["value"];
    startTransition(async () => {
      if (way === "pull") {
        const result = await proposeField(tenant, { ref: entityRef, path, value, reason });
        if (result.ok) setProposed(result.data);
        else tell(result);
      } else {
        const seenVersion = overtaken?.version ?? view.version;
        settle(await saveField(tenant, { ref: entityRef, path, value, reason, seenVersion }));
      }
    });
  }

  function reset() {
    startTransition(async () => {
      const seenVersion = overtaken?.version ?? view.version;
      settle(await resetField(tenant, { ref: entityRef, path, seenVersion }));
    });
  }

  return (
    <form ref={element} className="grid gap-4" onSubmit={submit} noValidate>
      <FieldOrigin label="Now" placed={view.now} />
      {view.beneath ? <FieldOrigin label="Beneath" placed={view.beneath} /> : null}
      {overtaken ? (
        <Callout tone="warn" title={`${overtaken.by} changed it while you were editing`}>
          It says now: <code className="wrap-anywhere">{toText(form, overtaken.value) || "nothing"}</code>.
          Your text is still here; save again to replace theirs.
        </Callout>
      ) : null}
      <Field
        id="edit-value"
        label={fieldTitle(path)}
        error={problem?.at === "value" ? problem.text : undefined}
        hint={form === "words" ? "Separated by commas" : form === "yaml" ? "As YAML or JSON" : undefined}
      >
        {(control) => (
          <FieldControl
            tenant={tenant}
            entityRef={entityRef}
            form={form}
            wiring={control}
            value={text}
            disabled={remove || !view.mayEdit}
            onChange={setText}
          />
        )}
      </Field>
      {view.mayEdit ? (
        <>
          {(view.beneath?.value ?? view.now.value) === undefined ? null : (
            <Checkbox
              label="Take this field away"
              checked={remove}
              onChange={(event) => setRemove(event.target.checked)}
            />
          )}
          <Field id="edit-reason" label="Reason" error={problem?.at === "reason" ? problem.text : undefined}>
            {(control) => (
              <Input
                {...control}
                value={reason}
                maxLength={500}
                onChange={(event) => setReason(event.target.value)}
                autoComplete="off"
              />
            )}
          </Field>
          {view.file ? (
            <RadioGroup
              name="edit-way"
              legend="How"
              defaultValue={way}
              onValueChange={setWay}
              options={[
                {
                  value: "overlay",
                  label: "Edit here",
                  hint: "At once, over what the file says. The file stays as it is.",
                },
                {
                  value: "pull",
                  label: "Open a pull request",
                  hint: `Changes ${view.file.path} in ${view.file.repository}.${view.file.missing.length > 0 ? " The App may only read there: you get the change as a patch." : ""}`,
                },
              ]}
            />
          ) : null}
          <FormStatus
            {...(problem?.at === "form" ? { state: "problem", message: problem.text } : { state: "idle" })}
          />
          <div className="flex flex-wrap justify-end gap-2">
            {view.beneath ? (
              <Button className="mr-auto" onClick={reset} disabled={pending}>
                Reset to what lies beneath
              </Button>
            ) : null}
            <Button variant="ghost" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit" variant="primary" loading={pending}>
              {way === "pull" ? "Propose" : overtaken ? "Save over it" : "Save"}
            </Button>
          </div>
        </>
      ) : (
        <p className="text-sm text-ink-muted">
          Your role may read this, not change it. Ask an editor or an admin.
        </p>
      )}
    </form>
  );
}
