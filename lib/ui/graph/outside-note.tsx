"use client";

import { Panel, useReactFlow, useStore } from "@xyflow/react";
import { countOutside, FIT } from "./first-view";
import type { Placed } from "./lay-out";

/** Says that there is more than the frame shows, and shows it. */
export function OutsideNote({
  placed,
  onMoved,
}: {
  readonly placed: readonly Placed[];
  readonly onMoved: () => void;
}) {
  const flow = useReactFlow();
  // Before the frame has been measured everything would lie outside.
  const outside = useStore(({ transform, width, height }) =>
    width === 0 ? 0 : countOutside(placed, transform, { width, height }),
  );
  if (outside === 0) return null;
  return (
    <Panel position="top-left">
      <p className="flex items-center gap-2 rounded-md border border-line bg-raised px-2 py-1 text-xs text-ink-muted">
        {outside.toLocaleString("en")} of {placed.length.toLocaleString("en")} lie outside
        <button
          type="button"
          className="rounded-sm text-accent-ink hover:underline"
          onClick={() => {
            onMoved();
            void flow.fitView(FIT);
          }}
        >
          Show all
        </button>
      </p>
    </Panel>
  );
}
