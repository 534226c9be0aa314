"use client";

import { useEffect, useState } from "react";
import { Dot } from "@/lib/ui/dot";

export type LiveState =
  | { readonly kind: "quiet" }
  | { readonly kind: "updated"; readonly atMs: number }
  | { readonly kind: "cut" };

const SHOWN_MS = 4_000;

/** Says for a moment that the page has just been brought up to date, and for as long as it lasts that it cannot be. */
export function LiveNote({ state }: { readonly state: LiveState }) {
  const [fresh, setFresh] = useState(false);
  useEffect(() => {
    if (state.kind !== "updated") return;
    setFresh(true);
    const timer = setTimeout(() => setFresh(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);
  const text = state.kind === "cut" ? "Connection lost, trying again" : fresh ? "Updated just now" : "";
  return (
    <div role="status" className="pointer-events-none fixed right-4 bottom-20 z-30 md:bottom-4 print:hidden">
      {text ? (
        <span className="flex items-center gap-2 rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs text-ink-muted shadow-float">
          <Dot tone={state.kind === "cut" ? "warn" : "ok"} />
          {text}
        </span>
      ) : null}
    </div>
  );
}
