"use client";

import dynamic from "next/dynamic";
import { useCallback, useEffect, useState } from "react";
import type { CommandGroup } from "../command/command-item";
import { fetchCommandGroups } from "../command/fetch-command-groups";
import { setSearchOpen, useSearchOpen } from "./search-state";

const CommandPalette = dynamic(
  () => import("../command/command-palette").then((module) => module.CommandPalette),
  { ssr: false },
);

export type SearchPaletteProps = {
  /** GET `endpoint?q=…` answers `{ groups: CommandGroup[] }`. */
  readonly endpoint: string;
  readonly groups: readonly CommandGroup[];
};

/** The ⌘K window; its code loads when it is first opened. */
export function SearchPalette({ endpoint, groups }: SearchPaletteProps) {
  const open = useSearchOpen();
  const [wanted, setWanted] = useState(false);
  useEffect(() => {
    if (open) setWanted(true);
  }, [open]);
  const search = useCallback(
    (query: string, signal: AbortSignal) => fetchCommandGroups(endpoint, query, signal),
    [endpoint],
  );
  return wanted ? (
    <CommandPalette open={open} onOpenChange={setSearchOpen} groups={groups} search={search} />
  ) : null;
}
