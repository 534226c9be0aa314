"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { removeKind, turnKind } from "../actions";

type KindActionsProps = {
  readonly slug: string;
  readonly kind: string;
  readonly enabled: boolean;
  readonly entities: number;
};

/** Takes a kind out of use or deletes it, after saying what becomes of its entities. */
export function KindActions({ slug, kind, enabled, entities }: KindActionsProps) {
  const router = useRouter();
  const kept =
    entities === 0
      ? "No entity is of this kind."
      : `Its ${entities.toLocaleString("en")} ${entities === 1 ? "entity stays" : "entities stay"} in the catalog, marked as of a kind that is not declared. New ones are refused.`;
  return (
    <>
      <ConfirmDialog
        trigger={<Button>{enabled ? "Take out of use" : "Use again"}</Button>}
        title={enabled ? `Take ${kind} out of use` : `Use ${kind} again`}
        description={
          enabled ? kept : "Its schema and relations count again, and files refused for it are read again."
        }
        action={enabled ? "Take out of use" : "Use again"}
        onConfirm={async () => {
          const result = await turnKind(slug, { kind, enabled: !enabled });
          if (result.ok) router.refresh();
          return result.ok ? undefined : result.error.message;
        }}
      />
      <ConfirmDialog
        danger
        trigger={<Button variant="danger">Delete</Button>}
        title={`Delete the definition of ${kind}`}
        description={`${kept} Download the file first if you may want it back.`}
        action={`Delete ${kind}`}
        typed={kind}
        onConfirm={async () => {
          const result = await removeKind(slug, { kind });
          if (!result.ok) return result.error.message;
          router.push(`/${slug}/settings/kinds`);
          router.refresh();
          return undefined;
        }}
      />
    </>
  );
}
