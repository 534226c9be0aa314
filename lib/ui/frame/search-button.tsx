"use client";

import { Search } from "lucide-react";
import { KeyHint } from "../key-hint";
import { setSearchOpen } from "./search-state";

/** Looks like a field, opens ⌘K. */
export function SearchButton() {
  return (
    <button
      type="button"
      onClick={() => setSearchOpen(true)}
      aria-keyshortcuts="Meta+K Control+K /"
      className="flex h-8 w-full items-center gap-2 rounded-md border border-line-strong bg-surface px-2 text-sm text-ink-faint shadow-card hover:border-line-field group-data-[rail=narrow]/shell:mx-auto group-data-[rail=narrow]/shell:w-9 group-data-[rail=narrow]/shell:justify-center"
    >
      <Search className="size-4 shrink-0" aria-hidden="true" />
      <span className="flex-1 text-left group-data-[rail=narrow]/shell:sr-only">Search</span>
      <span aria-hidden="true" className="group-data-[rail=narrow]/shell:hidden">
        <KeyHint keys="⌘ K" />
      </span>
    </button>
  );
}

/** The same as an icon, for the phone's top line. */
export function SearchIconButton() {
  return (
    <button
      type="button"
      onClick={() => setSearchOpen(true)}
      aria-label="Search"
      className="grid size-10 place-items-center rounded-md text-ink-muted hover:bg-hover"
    >
      <Search className="size-5" aria-hidden="true" />
    </button>
  );
}
