"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { revokeToken } from "../actions";

export function RevokeToken({
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
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Revoke ${name}`}>
          Revoke
        </Button>
      }
      title={`Revoke ${name}`}
      description="Whatever uses this token is refused from its next request on. It cannot be brought back."
      action="Revoke"
      danger
      onConfirm={async () => {
        const result = await revokeToken(tenant, { id });
        if (!result.ok) return result.error.message;
        router.refresh();
        return undefined;
      }}
    />
  );
}
