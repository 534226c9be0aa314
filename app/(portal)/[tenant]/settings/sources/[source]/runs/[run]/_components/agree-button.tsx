"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { count } from "../../../../_components/source-words";
import { run } from "../../../../actions";

/** Agrees to removals that wait: reads the source again and removes what it still does not give. */
export function AgreeButton({
  tenant,
  sourceId,
  uploadId,
  held,
}: {
  readonly tenant: string;
  readonly sourceId: string;
  readonly uploadId: string | undefined;
  readonly held: number;
}) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={<Button size="sm">Remove them now</Button>}
      title={`Remove ${count(held, "entity")}`}
      description="The source is read once more, and what it still does not give is taken out. The run can be undone for 30 days."
      action="Remove"
      danger
      onConfirm={async () => {
        const result = await run(tenant, { sourceId, confirmed: true, ...(uploadId ? { uploadId } : {}) });
        if (!result.ok) return result.error.message;
        router.push(`/${tenant}/settings/sources/${sourceId}/runs/${result.data.runId}`);
        return undefined;
      }}
    />
  );
}
