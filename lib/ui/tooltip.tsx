"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

export type TooltipProps = {
  readonly label: ReactNode;
  /** One focusable element. */
  readonly children: ReactNode;
  readonly side?: "top" | "right" | "bottom" | "left" | undefined;
  readonly align?: "start" | "center" | "end" | undefined;
  /** Keys that do the same, shown after the label. */
  readonly keys?: string | undefined;
  readonly disabled?: boolean | undefined;
};

/** A short name on hover and focus. Never the only place of something one must know. */
export function Tooltip({
  label,
  children,
  side = "bottom",
  align = "center",
  keys,
  disabled,
}: TooltipProps) {
  if (disabled) return children;
  return (
    <Radix.Provider delayDuration={350} skipDelayDuration={200}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            align={align}
            sideOffset={6}
            collisionPadding={8}
            className="animate-fade z-50 flex max-w-72 items-center gap-2 rounded-md bg-tip px-2 py-1 text-xs text-on-tip"
          >
            {label}
            {keys ? <kbd className="font-sans text-2xs opacity-70">{keys}</kbd> : null}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
