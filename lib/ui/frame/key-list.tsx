"use client";

import { Dialog } from "../dialog";
import { KeyHint } from "../key-hint";
import type { KeyTarget } from "./key-target";

export type KeyListProps = {
  readonly targets: readonly KeyTarget[];
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
};

const general = [
  { keys: "/", label: "Search" },
  { keys: "⌘ K", label: "Search, while typing too" },
  { keys: "[", label: "Narrow or widen the rail" },
  { keys: "?", label: "This list" },
] as const;

/** All keys, in two groups. */
export function KeyList({ targets, open, onOpenChange }: KeyListProps) {
  return (
    <Dialog title="Keys" open={open} onOpenChange={onOpenChange}>
      <div className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
        <Group title="Anywhere" rows={general} />
        <Group title="Go to" rows={targets} />
      </div>
    </Dialog>
  );
}

function Group({
  title,
  rows,
}: {
  readonly title: string;
  readonly rows: readonly { readonly keys: string; readonly label: string }[];
}) {
  return (
    <div>
      <h3 className="mb-1 text-xs font-medium text-ink-muted">{title}</h3>
      <dl>
        {rows.map((row) => (
          <div key={row.keys} className="flex min-h-8 items-center justify-between gap-3 text-sm">
            <dt>{row.label}</dt>
            <dd>
              <KeyHint keys={row.keys} />
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
