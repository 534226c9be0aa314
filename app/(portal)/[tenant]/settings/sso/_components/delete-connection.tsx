"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { deleteSso } from "../actions";

export function DeleteConnection({
  tenant,
  id,
  name,
}: {
  readonly tenant: string;
  readonly id: string;
  readonly name: string;
}) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={<Button variant="danger">Delete connection</Button>}
      title={`Delete ${name}`}
      description="Sessions it made end now, and its client secret is deleted. This cannot be undone."
      action={`Delete ${name}`}
      typed={name}
      danger
      onConfirm={async () => {
        const result = await deleteSso(tenant, { id });
        if (!result.ok) return result.error.message;
        router.refresh();
        return undefined;
      }}
    />
  );
}
