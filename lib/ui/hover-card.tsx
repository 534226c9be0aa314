"use client";

import { HoverCard as Radix } from "radix-ui";
import type { ReactNode } from "react";

export type HoverCardProps = {
  /** A link; the card repeats nothing that cannot be reached through it. */
  readonly trigger: ReactNode;
  readonly children: ReactNode;
};

/** A preview on hover or focus of a link: an owner, a system. */
export function HoverCard({ trigger, children }: HoverCardProps) {
  return (
    <Radix.Root openDelay={350} closeDelay={120}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align="start"
          sideOffset={6}
          collisionPadding={8}
          className="animate-fade z-50 w-72 rounded-lg bg-raised p-3 text-sm shadow-float"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
