"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { toast } from "@/lib/ui/toast";
import { confirmHeldLoss, keepHeldLoss } from "../repositories/actions";

/** Believe the loss now, or keep everything. */
export function LossDecision({ tenant, entities }: { readonly tenant: string; readonly entities: number }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  return (
    <>
      <Button
        size="sm"
        loading={pending}
        onClick={() =>
          startTransition(async () => {
            const result = await keepHeldLoss(tenant, {});
            toast(
              result.ok
                ? {
                    tone: "ok",
                    message: "Everything stays",
                    detail: "A run that misses it again asks again.",
                  }
                : { tone: "bad", message: "Nothing was changed", detail: result.error.message },
            );
            router.refresh();
          })
        }
      >
        Keep
      </Button>
      <ConfirmDialog
        trigger={
          <Button size="sm" variant="danger">
            Confirm now
          </Button>
        }
        title="Confirm the loss"
        description={`${entities} entities become orphans: they leave lists, search and API, keep body and history, and can be restored.`}
        action="Confirm"
        danger
        onConfirm={async () => {
          const result = await confirmHeldLoss(tenant, {});
          if (!result.ok) return result.error.message;
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}
