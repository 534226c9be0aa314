"use client";

import { PanelLeft } from "lucide-react";
import { useRail } from "./rail-state";

/** Makes the rail narrow or wide; `[` does the same. */
export function RailToggle() {
  const { narrow, toggle } = useRail();
  const label = narrow ? "Widen navigation" : "Narrow navigation";
  return (
    <button
      type="button"
      onClick={toggle}
      aria-label={label}
      title={`${label} ( [ )`}
      aria-expanded={!narrow}
      className="grid size-8 shrink-0 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
    >
      <PanelLeft className="size-4" aria-hidden="true" />
    </button>
  );
}
