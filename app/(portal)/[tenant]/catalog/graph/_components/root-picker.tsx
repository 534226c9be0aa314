"use client";

import { Plus, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useId, useRef, useState } from "react";
import { type GraphSearch, graphQuery } from "@/lib/catalog/client";
import { fetchCommandGroups } from "@/lib/ui/command/fetch-command-groups";
import { useCommandSearch } from "@/lib/ui/command/use-command-search";
import { Input } from "@/lib/ui/input";
import { KindIcon } from "@/lib/ui/kind-icon";
import { KindName } from "@/lib/ui/own-kinds";
import { Spinner } from "@/lib/ui/spinner";

type RootPickerProps = {
  readonly slug: string;
  readonly base: string;
  readonly search: GraphSearch;
  readonly wide?: boolean;
};

const CHOICES_MAX = 8;

/** Finds an entity by name and adds it to where the graph begins: a combobox, as WAI-ARIA describes it. */
export function RootPicker({ slug, base, search, wide = false }: RootPickerProps) {
  const router = useRouter();
  const id = useId();
  const [text, setText] = useState("");
  const [open, setOpen] = useState(false);
  const [at, setAt] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const ask = useCallback(
    (query: string, signal: AbortSignal) => fetchCommandGroups(`/api/${slug}/search`, query, signal),
    [slug],
  );
  const { found, searching, failed } = useCommandSearch(ask, text);
  // Hits that are entities carry their ref; docs pages, people and plugins are no beginning of a graph.
  const choices = found
    .flatMap((group) => group.items)
    .filter(
      (item) => item.kind !== undefined && /^[^:]+:[^/]+\/./.test(item.id) && !search.root.includes(item.id),
    )
    .slice(0, CHOICES_MAX);
  useEffect(() => {
    if (at >= choices.length) setAt(0);
  }, [at, choices.length]);

  function choose(ref: string): void {
    setText("");
    setOpen(false);
    router.push(`${base}${graphQuery({ ...search, root: [...search.root, ref] })}`, { scroll: false });
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the focus has left the combobox inside
    <div
      ref={box}
      className={wide ? "relative w-full max-w-md" : "relative w-56"}
      onBlur={(event) => {
        if (!box.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      {search.root.length > 0 ? (
        <Plus
          aria-hidden="true"
          className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
        />
      ) : (
        <Search
          aria-hidden="true"
          className="pointer-events-none absolute top-2 left-2.5 size-4 text-ink-faint"
        />
      )}
      <Input
        role="combobox"
        aria-label="Begin the graph with"
        aria-expanded={open && text.trim() !== ""}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && choices[at] ? `${id}-${at}` : undefined}
        placeholder={search.root.length > 0 ? "Add an entity" : "Find an entity by name"}
        className="pr-8 pl-8"
        autoComplete="off"
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onFocus={() => setOpen(true)}
        onKeyDown={(event) => {
          if (event.key === "Escape") setOpen(false);
          else if (event.key === "ArrowDown") setAt((before) => (before + 1) % Math.max(1, choices.length));
          else if (event.key === "ArrowUp")
            setAt((before) => (before + choices.length - 1) % Math.max(1, choices.length));
          else if (event.key === "Enter" && choices[at]) choose(choices[at].id);
          else return;
          event.preventDefault();
        }}
      />
      {searching ? <Spinner className="absolute top-2 right-2.5" /> : null}
      {open && text.trim() !== "" ? (
        <div
          id={`${id}-list`}
          role="listbox"
          aria-label="Entities found"
          className="absolute z-30 mt-1 w-full min-w-64 rounded-lg bg-raised p-1 shadow-float"
        >
          {choices.map((item, index) => (
            <button
              key={item.id}
              id={`${id}-${index}`}
              type="button"
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onMouseEnter={() => setAt(index)}
              onClick={() => choose(item.id)}
              className="flex min-h-9 w-full items-center gap-2 rounded-md px-2 text-left text-sm aria-selected:bg-hover"
            >
              <KindIcon kind={item.kind ?? ""} type={item.type} />
              <span className="min-w-0 flex-1 truncate">{item.title}</span>
              <span className="text-xs text-ink-muted">
                <KindName kind={item.kind ?? ""} />
              </span>
            </button>
          ))}
          {choices.length === 0 && !searching ? (
            <p role="status" className="px-2 py-2 text-sm text-ink-muted">
              {failed ? "Search did not answer." : "No entity has this name."}
            </p>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
