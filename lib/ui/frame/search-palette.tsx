"use client";

import { Clock } from "lucide-react";
import dynamic from "next/dynamic";
import { useCallback, useEffect, useState } from "react";
import type { CommandGroup } from "../command/command-item";
import { fetchCommandGroups } from "../command/fetch-command-groups";
import { listRecent, rememberSearch } from "../command/recent-searches";
import { setSearchOpen, useSearchOpen } from "./search-state";

const CommandPalette = dynamic(
  () => import("../command/command-palette").then((module) => module.CommandPalette),
  { ssr: false },
);

export type SearchPaletteProps = {
  /** GET `endpoint?q=…` answers `{ groups: CommandGroup[] }`. */
  readonly endpoint: string;
  readonly groups: readonly CommandGroup[];
  /** Slug; recent searches are kept apart by it. */
  readonly tenant: string;
};

/** The ⌘K window; its code loads when it is first opened. */
export function SearchPalette({ endpoint, groups, tenant }: SearchPaletteProps) {
  const open = useSearchOpen();
  const [wanted, setWanted] = useState(false);
  const [recent, setRecent] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!open) return;
    setWanted(true);
    setRecent(listRecent(tenant));
  }, [open, tenant]);
  const search = useCallback(
    (query: string, signal: AbortSignal) => fetchCommandGroups(endpoint, query, signal),
    [endpoint],
  );
  return wanted ? (
    <CommandPalette
      open={open}
      onOpenChange={setSearchOpen}
      groups={recent.length > 0 ? [toGroup(tenant, recent), ...groups] : groups}
      search={search}
      onChosen={(query) => rememberSearch(tenant, query)}
    />
  ) : null;
}

function toGroup(tenant: string, recent: readonly string[]): CommandGroup {
  return {
    id: "recent",
    title: "Recent searches",
    items: recent.slice(0, 5).map((text) => ({
      id: text,
      title: text,
      href: `/${tenant}/search?${new URLSearchParams({ q: text })}`,
      icon: <Clock />,
    })),
  };
}
