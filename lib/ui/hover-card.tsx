"use client";

import type { ReactNode } from "react";
import { HoverFloat } from "./hover-float";

export type HoverCardProps = {
  /** A link; the card repeats nothing that cannot be reached through it. */
  readonly trigger: ReactNode;
  readonly children: ReactNode;
};

/** A preview on hover or focus of a link: an owner, a system. */
export function HoverCard({ trigger, children }: HoverCardProps) {
  return (
    <HoverFloat
      content={children}
      side="bottom"
      align="start"
      openDelayMs={350}
      closeDelayMs={150}
      hoverable
      className="animate-fade z-50 w-72 rounded-lg bg-raised p-3 text-sm shadow-float outline-none"
    >
      {trigger}
    </HoverFloat>
  );
}
