"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/lib/ui/button";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { toast } from "@/lib/ui/toast";
import { readKindsFrom, stopReadingKinds } from "../actions";

type KindSourceActionsProps = { readonly slug: string; readonly repository: string; readonly folder: string };

/** Reads the definitions again, or never again. */
export function KindSourceActions({ slug, repository, folder }: KindSourceActionsProps) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  return (
    <>
      <Button
        size="sm"
        loading={isPending}
        onClick={() =>
          startTransition(async () => {
            const result = await readKindsFrom(slug, { repository, folder });
            if (result.ok) toast({ tone: "ok", message: `${repository} is read again` });
            else
              toast({ tone: "bad", message: "Reading could not be started", detail: result.error.message });
            router.refresh();
          })
        }
      >
        Read again
      </Button>
      <ConfirmDialog
        trigger={<Button size="sm">Stop reading</Button>}
        title={`Stop reading definitions from ${repository}`}
        description="The kinds stay as they are now, and so do their entities. You change them here again."
        action="Stop reading"
        onConfirm={async () => {
          const result = await stopReadingKinds(slug, {});
          if (result.ok) router.refresh();
          return result.ok ? undefined : result.error.message;
        }}
      />
    </>
  );
}
