"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { useEffect, useSyncExternalStore } from "react";
import { applyChange, isSwitchedOn } from "./query-change";

// One for the page: filters in several lists, in the column and in the phone's sheet change the same address.
let pending: string | undefined;
const listeners = new Set<() => void>();

function setPending(next: string | undefined): void {
  if (pending === next) return;
  pending = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export type Switch = {
  readonly value: string;
  /** as the page says */
  readonly selected: boolean;
  /** the page's address with this value switched */
  readonly href: string;
};

export type PendingAddress = {
  /** whether the value is chosen, counting clicks the server has not answered yet */
  readonly isOn: (one: Switch) => boolean;
  /** switches it, after those clicks */
  readonly flip: (one: Switch) => void;
};

/** Filters in the address, with the clicks that the server has not answered yet. */
export function usePendingAddress(): PendingAddress {
  const router = useRouter();
  const query = useSearchParams().toString();
  const path = usePathname();
  const here = query === "" ? path : `${path}?${query}`;
  const going = useSyncExternalStore(
    subscribe,
    () => pending,
    () => undefined,
  );
  // Arrived, or gone somewhere else.
  useEffect(() => {
    if (here !== "") setPending(undefined);
  }, [here]);
  const isOn = ({ value, selected, href }: Switch) =>
    going === undefined ? selected : isSwitchedOn(here, href, value, going);
  return {
    isOn,
    flip: (one) => {
      const onto = going ?? here;
      const next =
        isOn(one) === one.selected ? applyChange(here, one.href, onto) : applyChange(one.href, here, onto);
      setPending(next);
      router.push(next, { scroll: false });
    },
  };
}
