"use client";

import { useState } from "react";
import { Button } from "@/lib/ui/button";
import { toast } from "@/lib/ui/toast";
import { reread } from "../../actions";

/** Has one repository read again; the page follows by itself when its verdict is there. */
export function RereadButton({
  tenant,
  repositoryId,
}: {
  readonly tenant: string;
  readonly repositoryId: string;
}) {
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    const result = await reread(tenant, { repositoryId });
    setBusy(false);
    toast(
      result.ok
        ? {
            tone: "ok",
            message: `${result.data.name} is read again`,
            detail: "This page shows the result by itself.",
          }
        : { tone: "bad", message: "It could not be read again", detail: result.error.message },
    );
  };
  return (
    <Button loading={busy} onClick={() => void start()}>
      Read it again now
    </Button>
  );
}
