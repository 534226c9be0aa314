"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { toast } from "@/lib/ui/toast";
import { switchOnOff } from "../../actions";

/** Stops the schedule, or starts it again. */
export function SwitchButton({
  tenant,
  sourceId,
  enabled,
}: {
  readonly tenant: string;
  readonly sourceId: string;
  readonly enabled: boolean;
}) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <Button
      loading={isPending}
      onClick={() =>
        startTransition(async () => {
          const result = await switchOnOff(tenant, { sourceId, enabled: !enabled });
          if (!result.ok)
            toast({
              tone: "bad",
              message: "The schedule could not be changed",
              detail: result.error.message,
            });
          router.refresh();
        })
      }
    >
      {enabled ? "Stop the schedule" : "Start the schedule"}
    </Button>
  );
}
