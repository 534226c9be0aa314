"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/lib/ui/button";
import { toast } from "@/lib/ui/toast";
import { run } from "../../actions";

/** Starts a run and goes to watch it. */
export function RunButton({ tenant, sourceId }: { readonly tenant: string; readonly sourceId: string }) {
  const router = useRouter();
  const [isBusy, setIsBusy] = useState(false);
  const start = async () => {
    setIsBusy(true);
    const result = await run(tenant, { sourceId });
    if (result.ok) router.push(`/${tenant}/settings/sources/${sourceId}/runs/${result.data.runId}`);
    else {
      setIsBusy(false);
      toast({ tone: "bad", message: "The run could not be started", detail: result.error.message });
    }
  };
  return (
    <Button variant="primary" loading={isBusy} onClick={() => void start()}>
      Run now
    </Button>
  );
}
