"use client";

import { Command } from "cmdk";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { Dialog as Radix } from "radix-ui";
import { useEffect, useState } from "react";
import { KeyHint } from "../key-hint";
import { KindIcon } from "../kind-icon";
import { overlayStyles } from "../overlay-styles";
import { Spinner } from "../spinner";
import type { CommandGroup, CommandItem, CommandSearch } from "./command-item";
import { useCommandSearch } from "./use-command-search";

export type CommandPaletteProps = {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Shown while nothing is typed and filtered by what is: places, actions. */
  readonly groups: readonly CommandGroup[];
  /** Asked 80 ms after the last key; results above the static groups. */
  readonly search?: CommandSearch | undefined;
  readonly placeholder?: string | undefined;
  /** What was typed when something was chosen. */
  readonly onChosen?: ((query: string) => void) | undefined;
};

/** ⌘K: type part of anything, choose with the arrows, land on the page. */
export function CommandPalette({
  open,
  onOpenChange,
  groups,
  search,
  placeholder = "Search or jump to…",
  onChosen,
}: CommandPaletteProps) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const { found, searching, failed } = useCommandSearch(search, query);
  useEffect(() => {
    if (!open) setQuery("");
  }, [open]);

  function choose(item: CommandItem) {
    if (query.trim() !== "") onChosen?.(query);
    onOpenChange(false);
    router.push(item.href);
  }

  const wanted = query.trim().toLowerCase();
  const local = groups
    .map((group) => ({
      ...group,
      items: group.items.filter((item) => wanted === "" || item.title.toLowerCase().includes(wanted)),
    }))
    .filter((group) => group.items.length > 0);
  const shown = [...found, ...local];

  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayStyles} />
        <Radix.Content
          aria-describedby={undefined}
          className="animate-pop fixed z-50 w-full overflow-hidden bg-raised shadow-float outline-none max-sm:inset-x-0 max-sm:top-0 max-sm:rounded-b-xl sm:top-[14vh] sm:left-1/2 sm:max-w-xl sm:-translate-x-1/2 sm:rounded-xl"
        >
          <Radix.Title className="sr-only">Search</Radix.Title>
          <Command shouldFilter={false} loop label="Search">
            <div className="flex h-12 items-center gap-2.5 border-b border-line px-4">
              {searching ? (
                <Spinner className="size-4 text-ink-faint" />
              ) : (
                <Search className="size-4 text-ink-faint" aria-hidden="true" />
              )}
              <Command.Input
                value={query}
                onValueChange={setQuery}
                placeholder={placeholder}
                className="h-full flex-1 bg-transparent text-base outline-none"
              />
              <KeyHint keys="Esc" className="max-sm:hidden" />
            </div>
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-1.5">
              {failed ? (
                <p className="px-2.5 py-2 text-sm text-bad">Search did not answer. Pages below still work.</p>
              ) : null}
              {shown.map((group) => (
                <Command.Group
                  key={group.id}
                  heading={group.title}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:text-ink-muted"
                >
                  {group.items.map((item) => (
                    <PaletteItem
                      key={item.id}
                      item={item}
                      value={`${group.id}/${item.id}`}
                      onChoose={choose}
                    />
                  ))}
                </Command.Group>
              ))}
              {shown.length === 0 && !searching ? (
                <p role="status" className="px-2.5 py-6 text-center text-sm text-ink-muted">
                  Nothing matches “{query}”.
                </p>
              ) : null}
            </Command.List>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type PaletteItemProps = {
  readonly item: CommandItem;
  readonly value: string;
  readonly onChoose: (item: CommandItem) => void;
};

function PaletteItem({ item, value, onChoose }: PaletteItemProps) {
  return (
    <Command.Item
      value={value}
      onSelect={() => onChoose(item)}
      className="flex min-h-9 cursor-pointer select-none items-center gap-2.5 rounded-md px-2.5 text-sm data-[selected=true]:bg-hover [&_svg]:size-4 [&_svg]:shrink-0"
    >
      {item.kind ? (
        <KindIcon kind={item.kind} type={item.type} />
      ) : (
        <span className="text-ink-faint">{item.icon}</span>
      )}
      <span className="min-w-0 truncate">{item.title}</span>
      {item.detail ? <span className="min-w-0 truncate text-xs text-ink-muted">{item.detail}</span> : null}
      {item.keys ? <KeyHint keys={item.keys} className="ml-auto" /> : null}
    </Command.Item>
  );
}
