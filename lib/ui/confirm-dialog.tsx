"use client";

import { type ReactNode, useId, useState, useTransition } from "react";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { FormStatus } from "./form-status";
import { Input } from "./input";

export type ConfirmDialogProps = {
  readonly trigger: ReactNode;
  readonly title: string;
  /** What will happen, to what, and whether it can be undone. */
  readonly description: ReactNode;
  /** The verb on the button: "Delete Acme". */
  readonly action: string;
  /** Must be typed before the button works. */
  readonly typed?: string | undefined;
  readonly danger?: boolean | undefined;
  /** Does it; a returned text is a problem and is shown in place. */
  readonly onConfirm: () => Promise<string | undefined>;
};

/** Asks before something that matters; the dangerous ones want the name typed. */
export function ConfirmDialog({
  trigger,
  title,
  description,
  action,
  typed,
  danger,
  onConfirm,
}: ConfirmDialogProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  const id = useId();
  const ready = typed === undefined || text.trim() === typed;

  function change(next: boolean) {
    setOpen(next);
    setText("");
    setProblem(undefined);
  }

  function confirm() {
    startTransition(async () => {
      const failed = await onConfirm();
      setProblem(failed);
      if (failed === undefined) setOpen(false);
    });
  }

  return (
    <Dialog
      size="sm"
      title={title}
      description={description}
      trigger={trigger}
      open={open}
      onOpenChange={change}
      footer={
        <>
          <Button variant="ghost" onClick={() => change(false)}>
            Cancel
          </Button>
          <Button
            variant={danger ? "danger-solid" : "primary"}
            disabled={!ready}
            loading={pending}
            onClick={confirm}
          >
            {action}
          </Button>
        </>
      }
    >
      {typed === undefined ? null : (
        <div className="grid gap-1.5">
          <label htmlFor={id} className="text-xs">
            Type <code className="rounded-sm bg-sunken px-1 font-medium">{typed}</code> to confirm
          </label>
          <Input
            id={id}
            value={text}
            onChange={(event) => setText(event.target.value)}
            autoComplete="off"
            spellCheck={false}
          />
        </div>
      )}
      {problem ? <FormStatus state="problem" message={problem} /> : null}
    </Dialog>
  );
}
