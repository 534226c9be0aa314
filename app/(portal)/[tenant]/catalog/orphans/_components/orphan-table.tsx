"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import type { OrphanList } from "@/lib/catalog";
import { Button } from "@/lib/ui/button";
import { Checkbox } from "@/lib/ui/checkbox";
import { ConfirmDialog } from "@/lib/ui/confirm-dialog";
import { KindIcon } from "@/lib/ui/kind-icon";
import { RelativeTime } from "@/lib/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { toast } from "@/lib/ui/toast";
import { entityPath, nameOfRef } from "../../../_components/entity-link";
import { archive, deleteForGood, unarchive } from "../actions";
import { RestoreButton } from "./restore-button";

type OrphanTableProps = {
  readonly slug: string;
  readonly items: OrphanList["items"];
  readonly archived: boolean;
  readonly mayWrite: boolean;
  readonly mayManage: boolean;
};

/** Orphans with boxes to tick, and what can be done with those that are ticked. */
export function OrphanTable({ slug, items, archived, mayWrite, mayManage }: OrphanTableProps) {
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const uids = items.map((item) => item.uid).filter((uid) => ticked.has(uid));
  const tick = (uid: string, on: boolean) =>
    setTicked((known) => new Set(on ? [...known, uid] : [...known].filter((one) => one !== uid)));
  const clear = () => setTicked(new Set());
  return (
    <>
      {mayWrite ? (
        <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2 text-sm">
          <Checkbox
            label={uids.length === 0 ? "All on this page" : `${uids.length} chosen`}
            checked={uids.length > 0 && uids.length === items.length}
            onChange={(event) =>
              setTicked(new Set(event.target.checked ? items.map((item) => item.uid) : []))
            }
          />
          <span className="ml-auto flex flex-wrap gap-2">
            <RestoreButton
              tenant={slug}
              uids={uids}
              label="Restore"
              disabled={uids.length === 0}
              onDone={clear}
            />
            <MoveButton slug={slug} uids={uids} archived={archived} onDone={clear} />
            {archived && mayManage ? <DeleteButton slug={slug} uids={uids} onDone={clear} /> : null}
          </span>
        </div>
      ) : null}
      <Table caption={archived ? "Archived orphans" : "Orphans"}>
        <TableHead>
          <TableRow>
            {mayWrite ? (
              <TableHeader>
                <span className="sr-only">Choose</span>
              </TableHeader>
            ) : null}
            <TableHeader>Entity</TableHeader>
            <TableHeader className="max-md:hidden">Owner</TableHeader>
            <TableHeader>Orphan since</TableHeader>
            <TableHeader className="max-md:hidden">Why</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <TableRow key={item.uid}>
              {mayWrite ? (
                <TableCell className="w-8">
                  <Checkbox
                    aria-label={`Choose ${item.title}`}
                    checked={ticked.has(item.uid)}
                    onChange={(event) => tick(item.uid, event.target.checked)}
                  />
                </TableCell>
              ) : null}
              <TableCell className="max-w-64">
                <Link
                  href={entityPath(slug, item.ref)}
                  prefetch={false}
                  title={item.ref}
                  className="inline-flex max-w-full items-center gap-1.5 hover:underline"
                >
                  <KindIcon kind={item.kind} type={item.type ?? undefined} />
                  <span className="truncate">{item.title}</span>
                </Link>
              </TableCell>
              <TableCell className="max-md:hidden">
                {item.ownerRef ? (
                  (item.ownerTitle ?? nameOfRef(item.ownerRef))
                ) : (
                  <span className="text-ink-faint">none</span>
                )}
              </TableCell>
              <TableCell muted>
                <RelativeTime at={item.orphanedAt} />
              </TableCell>
              <TableCell muted className="whitespace-normal max-md:hidden">
                {item.cause ? `${item.cause.name} stopped naming it` : "Its source stopped naming it"}
                {item.runId ? (
                  <>
                    {" · "}
                    <Link
                      href={`/${slug}/setup/progress?run=${item.runId}`}
                      className="link"
                      prefetch={false}
                    >
                      run
                    </Link>
                  </>
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </>
  );
}

type ActProps = { readonly slug: string; readonly uids: readonly string[]; readonly onDone: () => void };

function MoveButton({ slug, uids, archived, onDone }: ActProps & { readonly archived: boolean }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [there, back] = archived ? [unarchive, archive] : [archive, unarchive];
  const word = archived ? "back among the orphans" : "archived";

  function run(act: typeof archive, chosen: readonly string[], done: () => void) {
    startTransition(async () => {
      const result = await act(slug, { uids: [...chosen] });
      if (result.ok) done();
      else toast({ tone: "bad", message: "Nothing was changed", detail: result.error.message });
      router.refresh();
    });
  }

  return (
    <Button
      size="sm"
      disabled={uids.length === 0}
      loading={pending}
      onClick={() => {
        const chosen = [...uids];
        run(there, chosen, () => {
          onDone();
          toast({
            tone: "ok",
            message: `${chosen.length} ${word}`,
            action: { label: "Undo", onClick: () => run(back, chosen, () => undefined) },
          });
        });
      }}
    >
      {archived ? "Take out of the archive" : "Archive"}
    </Button>
  );
}

function DeleteButton({ slug, uids, onDone }: ActProps) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" variant="danger" disabled={uids.length === 0}>
          Delete for good
        </Button>
      }
      title={`Delete ${uids.length} ${uids.length === 1 ? "entity" : "entities"} for good`}
      description="Body, overlays and former names are gone and cannot be restored. The audit log and the record of changes stay. A source that names them again makes new entities."
      action="Delete for good"
      typed="delete"
      danger
      onConfirm={async () => {
        const result = await deleteForGood(slug, { uids: [...uids] });
        if (!result.ok) return result.error.message;
        onDone();
        router.refresh();
        return undefined;
      }}
    />
  );
}
