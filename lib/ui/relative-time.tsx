"use client";

import { useSyncExternalStore } from "react";
import { exactTime, timeWords } from "./time-words";

const listeners = new Set<() => void>();
let minute = 0;
let timer: ReturnType<typeof setInterval> | undefined;

// One clock for all times on the page; it stops when none is shown.
function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    minute += 1;
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

export type RelativeTimeProps = { readonly at: Date | string; readonly className?: string | undefined };

/** "12 min ago", exact on hover, kept up to date. */
export function RelativeTime({ at, className }: RelativeTimeProps) {
  useSyncExternalStore(
    subscribe,
    () => minute,
    () => 0,
  );
  const date = typeof at === "string" ? new Date(at) : at;
  if (Number.isNaN(date.getTime())) return <span className={className}>unknown</span>;
  return (
    <time
      dateTime={date.toISOString()}
      title={exactTime(date)}
      className={className}
      suppressHydrationWarning
    >
      {timeWords(date, new Date())}
    </time>
  );
}
