"use client";

import { useRouter } from "next/navigation";
import { useId, useState, useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { Dialog } from "@/lib/ui/dialog";
import { Field } from "@/lib/ui/field";
import { Input } from "@/lib/ui/input";
import { toast } from "@/lib/ui/toast";
import { restore, undoRestoration } from "../actions";

type RestoreButtonProps = {
  readonly tenant: string;
  readonly uids: readonly string[];
  readonly label: string;
  readonly disabled?: boolean | undefined;
  readonly onDone?: (() => void) | undefined;
};

/** Brings orphans back, with a reason; the way back is offered. */
export function RestoreButton({ tenant, uids, label, disabled, onDone }: RestoreButtonProps) {
  const router = useRouter();
  const id = useId();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function undo(back: readonly string[]) {
    startTransition(async () => {
      const result = await undoRestoration(tenant, { uids: [...back] });
      if (!result.ok) toast({ tone: "bad", message: "It could not be undone", detail: result.error.message });
      router.refresh();
    });
  }

  function save() {
    if (reason.trim().length < 3) return setProblem("Say in a few words why.");
    const restored = [...uids];
    startTransition(async () => {
      const result = await restore(tenant, { uids: restored, reason });
      if (!result.ok) return setProblem(result.error.message);
      setOpen(false);
      setReason("");
      toast({
        tone: "ok",
        message: result.data.changed === 1 ? "Restored" : `${result.data.changed} entities restored`,
        action: { label: "Undo", onClick: () => undo(restored) },
      });
      onDone?.();
      router.refresh();
    });
  }

  return (
    <Dialog
      title={uids.length === 1 ? "Restore this entity" : `Restore ${uids.length} entities`}
      description="They come back as they were and are kept by the portal. As soon as a source names them again, that source counts alone."
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setProblem(undefined);
      }}
      trigger={
        <Button size="sm" disabled={disabled}>
          {label}
        </Button>
      }
      footer={
        <>
          <Button variant="ghost" onClick={() => setOpen(false)}>
            Cancel
          </Button>
          <Button variant="primary" loading={pending} onClick={save}>
            Restore
          </Button>
        </>
      }
    >
      <Field id={id} label="Reason" error={problem}>
        {(control) => (
          <Input
            {...control}
            value={reason}
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
    </Dialog>
  );
}
