"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { removeFromPortal } from "../actions";

type RemoveMemberProps = {
  readonly tenant: string;
  readonly tenantName: string;
  readonly userId: string;
  readonly name: string;
  readonly method: string;
};

export function RemoveMember({ tenant, tenantName, userId, name, method }: RemoveMemberProps) {
  const router = useRouter();
  const isSso = method !== "E-mail link" && method !== "GitHub";
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="ghost" aria-label={`Remove ${name}`}>
          Remove
        </Button>
      }
      title={`Remove ${name}`}
      description={
        <>
          {name} loses access to {tenantName} with the next click, in every browser. What they own in the
          catalog stays.
          {isSso
            ? ` As long as ${method} lets them sign in, they come back with the default role: take them out there as well.`
            : ""}
        </>
      }
      action="Remove"
      danger
      onConfirm={async () => {
        const result = await removeFromPortal(tenant, { userId });
        if (!result.ok) return result.error.message;
        router.refresh();
        return undefined;
      }}
    />
  );
}
