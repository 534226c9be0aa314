"use client";

import type { ReactNode } from "react";
import { HoverFloat } from "./hover-float";

export type TooltipProps = {
  readonly label: ReactNode;
  /** One focusable element. */
  readonly children: ReactNode;
  readonly side?: "top" | "right" | "bottom" | "left" | undefined;
  readonly align?: "start" | "center" | "end" | undefined;
  /** Keys that do the same, shown after the label. */
  readonly keys?: string | undefined;
  /** A click, a tap or Enter shows it too, and keeps it: where the child does nothing else. */
  readonly pinnable?: boolean | undefined;
};

/** A short name on hover and focus, where asked for also on a click. Never the only place of something one must know. */
export function Tooltip({
  label,
  children,
  side = "bottom",
  align = "center",
  keys,
  pinnable,
}: TooltipProps) {
  const content = (
    <>
      {label}
      {keys ? <kbd className="font-sans text-2xs opacity-70">{keys}</kbd> : null}
    </>
  );
  return (
    <HoverFloat
      content={content}
      side={side}
      align={align}
      openDelayMs={350}
      closeDelayMs={60}
      pinnable={pinnable}
      className="animate-fade pointer-events-none z-50 flex max-w-72 items-center gap-2 rounded-md bg-tip px-2 py-1 text-xs text-on-tip outline-none"
    >
      {children}
    </HoverFloat>
  );
}
