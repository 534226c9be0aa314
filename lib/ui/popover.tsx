"use client";

import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";

export type PopoverProps = {
  readonly trigger: ReactNode;
  /** Name of the panel for screen readers. */
  readonly label: string;
  readonly align?: "start" | "center" | "end" | undefined;
  readonly side?: "top" | "right" | "bottom" | "left" | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** A small panel opened by a click: pickers, short forms, "where does this come from". */
export function Popover({
  trigger,
  label,
  align = "start",
  side = "bottom",
  className,
  children,
}: PopoverProps) {
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cx(
            "animate-pop z-50 w-72 rounded-lg bg-raised p-3 text-sm shadow-float outline-none",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
