import type { ReactNode } from "react";

export type CommandItem = {
  readonly id: string;
  readonly title: string;
  readonly href: string;
  /** Muted, after the title: owner, description. */
  readonly detail?: string | undefined;
  /** Draws the kind's icon; otherwise `icon`. */
  readonly kind?: string | undefined;
  readonly type?: string | undefined;
  readonly icon?: ReactNode;
  readonly keys?: string | undefined;
};

export type CommandGroup = {
  readonly id: string;
  readonly title: string;
  readonly items: readonly CommandItem[];
};

/** Answers a query; `signal` is aborted when the next key comes. */
export type CommandSearch = (query: string, signal: AbortSignal) => Promise<readonly CommandGroup[]>;
