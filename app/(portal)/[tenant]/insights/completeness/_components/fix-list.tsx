"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import type { Incomplete, OwnersAccepted } from "@/lib/insights";
import { Badge } from "@/lib/ui/badge";
import { Button } from "@/lib/ui/button";
import { Card } from "@/lib/ui/card";
import { Checkbox } from "@/lib/ui/checkbox";
import { Dialog } from "@/lib/ui/dialog";
import { EmptyState } from "@/lib/ui/empty-state";
import { FormStatus } from "@/lib/ui/form-status";
import { entityPath, nameOfRef } from "../../../_components/entity-link";
import { acceptOwnersAction, undoOwnersAction } from "../actions";
import { LACK_WORDS } from "./lack-words";

type FixListProps = {
  readonly slug: string;
  readonly items: readonly Incomplete[];
  /** may the reader edit entities */
  readonly canAccept: boolean;
};

type Choice = {
  readonly ref: string;
  readonly owner: string;
  readonly ownerTitle: string;
  readonly title: string;
  readonly evidence: string;
};
type Told = { readonly tone: "ok" | "bad"; readonly text: string; readonly undo: readonly string[] };

/** The first proposal is the strongest; what has none is mended elsewhere. */
function choiceOf({ ref, repository, proposals: [best] }: Incomplete): Choice | undefined {
  if (ref === undefined || best === undefined) return undefined;
  return {
    ref,
    owner: best.owner,
    ownerTitle: best.ownerTitle,
    title: repository.name,
    evidence: best.evidence.join("; ").slice(0, 400),
  };
}

const asSentence = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** What is to fix, with the owner to accept by one click, or many at once after a look at what will change. */
export function FixList({ slug, items, canAccept }: FixListProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [preview, setPreview] = useState(false);
  const [told, setTold] = useState<Told>();
  const choices = items.flatMap((item) => choiceOf(item) ?? []);
  const selected = choices.filter((choice) => chosen.has(choice.ref));

  const list = useRef<HTMLElement>(null);
  const left = useRef<{ readonly items: FixListProps["items"]; readonly row: number }>(undefined);
  // The button that was pressed goes with its row: the next one takes the focus, or the list when there is none.
  useEffect(() => {
    if (pending || !list.current || !left.current || left.current.items === items) return;
    const buttons = list.current.querySelectorAll<HTMLElement>("button[data-accept]");
    (buttons[Math.min(left.current.row, buttons.length - 1)] ?? list.current).focus();
    left.current = undefined;
  }, [items, pending]);

  function tell(result: OwnersAccepted, verb: string, undo: boolean): void {
    const failed = result.failed.map((one) => one.message).join(" ");
    const count = `${result.done.length} ${result.done.length === 1 ? "owner" : "owners"} ${verb}.`;
    setTold({
      tone: failed ? "bad" : "ok",
      text: `${count} ${failed}`.trim(),
      undo: undo ? result.done : [],
    });
  }
  function accept(what: readonly Choice[]): void {
    left.current = { items, row: choices.findIndex(({ ref }) => ref === what[0]?.ref) };
    startTransition(async () => {
      const result = await acceptOwnersAction(slug, {
        items: what.map(({ ref, owner, evidence }) => ({ ref, owner, evidence })),
      });
      if (result.ok) tell(result.data, "accepted", true);
      else setTold({ tone: "bad", text: result.error.message, undo: [] });
      setPreview(false);
      setChosen(new Set());
      router.refresh();
    });
  }
  function undo(refs: readonly string[]): void {
    left.current = { items, row: 0 };
    startTransition(async () => {
      const result = await undoOwnersAction(slug, { refs: [...refs] });
      if (result.ok) tell(result.data, "taken back", false);
      else setTold({ tone: "bad", text: result.error.message, undo: [] });
      router.refresh();
    });
  }
  const toggle = (ref: string) => {
    const next = new Set(chosen);
    if (!next.delete(ref)) next.add(ref);
    setChosen(next);
  };

  return (
    <>
      {told ? (
        <div className="mb-3 flex flex-wrap items-center gap-3">
          <FormStatus state={told.tone === "ok" ? "saved" : "problem"} message={told.text} />
          {told.undo.length > 0 ? (
            <Button size="sm" disabled={pending} onClick={() => undo(told.undo)}>
              Undo
            </Button>
          ) : null}
        </div>
      ) : null}
      <Card
        ref={list}
        tabIndex={-1}
        aria-label="To fix"
        flush
        title="To fix"
        actions={
          canAccept && choices.length > 0 ? (
            <span className="flex flex-wrap items-center gap-3">
              <Checkbox
                label={`All ${choices.length} with a proposal`}
                checked={selected.length === choices.length}
                onChange={(event) =>
                  setChosen(new Set(event.currentTarget.checked ? choices.map((choice) => choice.ref) : []))
                }
              />
              <Button
                size="sm"
                variant="primary"
                disabled={selected.length === 0 || pending}
                onClick={() => setPreview(true)}
              >
                Accept{selected.length > 0 ? ` ${selected.length}` : ""}
              </Button>
            </span>
          ) : null
        }
      >
        {items.length === 0 ? (
          <EmptyState compact title="Nothing to fix here">
            Every live repository in this list has a component with a known owner.
          </EmptyState>
        ) : null}
        <ul>
          {items.map((item) => {
            const choice = choiceOf(item);
            return (
              <li
                key={item.repository.id}
                className="flex flex-wrap items-start gap-x-3 gap-y-1.5 border-t border-line px-4 py-2.5 first:border-t-0"
              >
                {canAccept && choice ? (
                  <Checkbox
                    aria-label={`Choose ${item.repository.name}`}
                    checked={chosen.has(choice.ref)}
                    onChange={() => toggle(choice.ref)}
                  />
                ) : null}
                <ItemWords slug={slug} item={item} />
                {canAccept && choice ? (
                  <Button size="sm" data-accept disabled={pending} onClick={() => accept([choice])}>
                    Accept {choice.ownerTitle}
                  </Button>
                ) : null}
              </li>
            );
          })}
        </ul>
      </Card>
      {preview ? (
        <Dialog
          open
          onOpenChange={setPreview}
          title={`Accept ${selected.length} ${selected.length === 1 ? "owner" : "owners"}`}
          description="Each is kept as an edit in the portal over what the file says; files stay as they are, and you can undo it."
          footer={
            <>
              <Button onClick={() => setPreview(false)}>Cancel</Button>
              <Button variant="primary" disabled={pending} onClick={() => accept(selected)}>
                Accept
              </Button>
            </>
          }
        >
          <ul className="grid max-h-80 gap-2 overflow-auto">
            {selected.map((choice) => (
              <li key={choice.ref} className="text-sm">
                <span className="font-medium wrap-anywhere">{choice.title}</span> → {choice.ownerTitle}
                <span className="block text-xs text-ink-muted">{choice.evidence}</span>
              </li>
            ))}
          </ul>
        </Dialog>
      ) : null}
    </>
  );
}

function ItemWords({ slug, item }: { readonly slug: string; readonly item: Incomplete }) {
  const { repository, lack, ref, proposals } = item;
  const named = repository.components[0]?.ownerRef;
  return (
    <div className="min-w-0 flex-1 basis-64">
      <div className="flex min-w-0 flex-wrap items-center gap-2 text-sm">
        {ref ? (
          <Link href={entityPath(slug, ref)} className="truncate font-medium hover:underline">
            {repository.components[0]?.title ?? repository.name}
          </Link>
        ) : (
          <span className="truncate font-medium">{repository.name}</span>
        )}
        <Badge tone={lack === "failed" ? "bad" : "warn"}>{LACK_WORDS[lack]}</Badge>
      </div>
      <p className="text-xs text-ink-muted">
        {lack === "unresolved_owner"
          ? `Its owner is ${nameOfRef(named ?? "")}, and no such group or user is in the catalog. `
          : ""}
        {lack === "failed" || lack === "no_component" ? (
          <>
            {asSentence(repository.message ?? "Nothing in it became a component")} {repository.fix ?? ""}{" "}
            <Link href={`/${slug}/repositories?q=${encodeURIComponent(repository.name)}`} className="link">
              Why?
            </Link>
          </>
        ) : null}
      </p>
      {proposals.map((proposal) => (
        <p key={proposal.owner} className="text-xs text-ink-muted">
          <span className="font-medium text-ink">{proposal.ownerTitle}</span>: {proposal.evidence.join("; ")}
        </p>
      ))}
      {ref && proposals.length === 0 ? (
        <p className="text-xs text-ink-muted">
          Nobody could be proposed; choose an owner on its{" "}
          <Link href={entityPath(slug, ref)} className="link">
            page
          </Link>
          .
        </p>
      ) : null}
    </div>
  );
}
