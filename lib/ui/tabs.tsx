"use client";

import { Tabs as Radix } from "radix-ui";
import type { ReactNode } from "react";

export type Tab = { readonly value: string; readonly label: ReactNode; readonly content: ReactNode };

/** Tabs inside one card, not in the URL. For pages use `LinkTabs`. */
export function Tabs({
  tabs,
  label,
  defaultValue,
}: {
  readonly tabs: readonly Tab[];
  readonly label: string;
  readonly defaultValue?: string;
}) {
  const first = defaultValue ?? tabs[0]?.value;
  if (first === undefined) return null;
  return (
    <Radix.Root defaultValue={first}>
      <Radix.List
        aria-label={label}
        className="flex gap-1 overflow-x-auto border-b border-line [scrollbar-width:none]"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="h-9 shrink-0 border-b-2 border-transparent px-2.5 text-sm text-ink-muted -outline-offset-2! hover:text-ink data-[state=active]:border-accent data-[state=active]:font-medium data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-3">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
