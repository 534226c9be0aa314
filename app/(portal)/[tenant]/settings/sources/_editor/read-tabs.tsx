"use client";

import { Plus, X } from "lucide-react";
import type { Read } from "@/lib/imports/client";
import { Button } from "@/lib/ui/button";
import { IconButton } from "@/lib/ui/icon-button";
import { EMPTY_READ } from "./draft";

const READS_MAX = 8;

type ReadTabsProps = {
  readonly reads: readonly Read[];
  readonly at: number;
  readonly onAt: (at: number) => void;
  readonly onReads: (reads: readonly Read[]) => void;
};

/** The reads of a processor, in the order they are made; lookups are read first. */
export function ReadTabs({ reads, at, onAt, onReads }: ReadTabsProps) {
  function add() {
    const taken = new Set(reads.map((read) => read.name));
    const name =
      [...Array(READS_MAX + 1).keys()].map((n) => `read_${n + 1}`).find((one) => !taken.has(one)) ?? "read";
    onReads([...reads, { ...EMPTY_READ, name }]);
    onAt(reads.length);
  }
  return (
    <fieldset className="flex flex-wrap items-center gap-1">
      <legend className="mb-1.5 text-xs font-medium">Reads</legend>
      {reads.map((read, index) => (
        <Button
          key={index}
          size="sm"
          variant={index === at ? "secondary" : "ghost"}
          aria-pressed={index === at}
          onClick={() => onAt(index)}
        >
          {read.name}
          {read.key === undefined ? null : <span className="text-ink-muted">lookup</span>}
        </Button>
      ))}
      {reads.length > 1 ? (
        <IconButton
          size="sm"
          label={`Remove the read ${reads[at]?.name ?? ""}`}
          icon={<X />}
          onClick={() => {
            onReads(reads.filter((_, index) => index !== at));
            onAt(Math.max(0, at - 1));
          }}
        />
      ) : null}
      {reads.length < READS_MAX ? (
        <Button size="sm" variant="ghost" onClick={add}>
          <Plus aria-hidden="true" /> Add a read
        </Button>
      ) : null}
    </fieldset>
  );
}
