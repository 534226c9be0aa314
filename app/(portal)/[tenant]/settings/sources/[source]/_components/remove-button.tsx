"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { count } from "../../_components/source-words";
import { remove } from "../../actions";

export function RemoveButton({
  tenant,
  sourceId,
  name,
  entities,
}: {
  readonly tenant: string;
  readonly sourceId: string;
  readonly name: string;
  readonly entities: number;
}) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={<Button variant="danger">Remove this source</Button>}
      title={`Remove ${name}`}
      description={`${count(entities, "entity")} ${entities === 1 ? "comes" : "come"} from it. Those that no other source speaks of become orphans and keep their history; the definition, the secrets and the runs are gone for good.`}
      action="Remove source"
      typed={name}
      danger
      onConfirm={async () => {
        const result = await remove(tenant, { sourceId });
        if (!result.ok) return result.error.message;
        router.push(`/${tenant}/settings/sources`);
        return undefined;
      }}
    />
  );
}
