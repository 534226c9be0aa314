"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/lib/ui/button";
import { toast } from "@/lib/ui/toast";
import { readSourceAgain } from "../../../setup/actions";

/** Starts a run and goes to watch it. */
export function ReadAgainButton({
  tenant,
  sourceId,
}: {
  readonly tenant: string;
  readonly sourceId: string;
}) {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    const result = await readSourceAgain(tenant, { sourceId });
    if (result.ok) {
      router.push(`/${tenant}/setup/progress?run=${result.data.runId}`);
      return;
    }
    setBusy(false);
    toast({ tone: "bad", message: "Reading could not be started", detail: result.error.message });
  };
  return (
    <Button size="sm" loading={busy} onClick={() => void start()}>
      Read again
    </Button>
  );
}
