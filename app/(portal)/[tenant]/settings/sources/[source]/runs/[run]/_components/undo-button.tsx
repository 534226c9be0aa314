"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { count } from "../../../../_components/source-words";
import { undo } from "../../../../actions";

export type UndoButtonProps = {
  readonly tenant: string;
  readonly sourceId: string;
  readonly runId: string;
  readonly created: number;
  readonly changed: number;
  readonly removed: number;
  readonly isScheduled: boolean;
};

/** Takes the run back after saying what that does. */
export function UndoButton({
  tenant,
  sourceId,
  runId,
  created,
  changed,
  removed,
  isScheduled,
}: UndoButtonProps) {
  const router = useRouter();
  const words = [
    created ? `what it created goes (${count(created, "entity")})` : undefined,
    changed ? `what it changed is as it was before (${changed.toLocaleString("en")})` : undefined,
    removed ? `what it removed comes back (${removed.toLocaleString("en")})` : undefined,
  ].filter(Boolean);
  return (
    <ConfirmDialog
      trigger={<Button variant="secondary">Undo this run</Button>}
      title="Undo this run"
      description={`After this ${words.join(", ")}.${isScheduled ? " The schedule stops, since the next run would do the same again." : ""}`}
      action="Undo the run"
      danger
      onConfirm={async () => {
        const result = await undo(tenant, { runId });
        if (!result.ok) return result.error.message;
        router.push(`/${tenant}/settings/sources/${sourceId}/runs/${result.data.runId}`);
        return undefined;
      }}
    />
  );
}
