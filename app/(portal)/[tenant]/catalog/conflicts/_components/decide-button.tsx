"use client";

import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { Dialog } from "@/lib/ui/dialog";
import { Field } from "@/lib/ui/field";
import { FormStatus } from "@/lib/ui/form-status";
import { Textarea } from "@/lib/ui/textarea";
import { toast } from "@/lib/ui/toast";
import { decide, undo } from "../actions";

type DecideButtonProps = {
  readonly tenant: string;
  readonly entityRef: string;
  readonly source: string;
  readonly sourceId: string;
  readonly sourceKey: string;
};

/** Makes one claim count, with a reason. */
export function DecideButton({ tenant, entityRef, source, sourceId, sourceKey }: DecideButtonProps) {
  const router = useRouter();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function save() {
    if (reason.trim().length < 3) {
      setProblem("Say in a few words why: it stands in the history.");
      return;
    }
    startTransition(async () => {
      const result = await decide(tenant, { ref: entityRef, sourceId, sourceKey, reason });
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      setOpen(false);
      toast({ tone: "ok", message: `${source} counts for ${entityRef}` });
      router.refresh();
    });
  }

  return (
    <Dialog
      title={`Let ${source} count`}
      description={`What it says becomes ${entityRef} at once. The other claim stays known, contributes nothing, and its owner is told.`}
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setProblem(undefined);
      }}
      trigger={
        <Button size="sm" aria-label={`Let it count: ${source}`}>
          Let it count
        </Button>
      }
      footer={
        <>
          <Button variant="ghost" onClick={() => setOpen(false)}>
            Cancel
          </Button>
          <Button variant="primary" loading={pending} onClick={save}>
            Decide
          </Button>
        </>
      }
    >
      <Field id={id} label="Reason" error={problem}>
        {(control) => (
          <Textarea
            {...control}
            rows={3}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}

/** Takes a decision back. */
export function UndoButton({ tenant, entityRef }: { readonly tenant: string; readonly entityRef: string }) {
  const router = useRouter();
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();
  return (
    <span className="flex items-center gap-2">
      {problem ? <FormStatus state="problem" message={problem} /> : null}
      <Button
        size="sm"
        variant="ghost"
        loading={pending}
        aria-label={`Undo the decision about ${entityRef}`}
        onClick={() =>
          startTransition(async () => {
            const result = await undo(tenant, { ref: entityRef });
            setProblem(result.ok ? undefined : result.error.message);
            router.refresh();
          })
        }
      >
        Undo
      </Button>
    </span>
  );
}
