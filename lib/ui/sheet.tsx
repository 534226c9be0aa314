"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { overlayStyles } from "./overlay-styles";

export type SheetProps = {
  readonly title: string;
  readonly trigger?: ReactNode;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  readonly side?: "right" | "bottom" | undefined;
  readonly children: ReactNode;
};

const sides = {
  right: "animate-slide-right inset-y-0 right-0 w-full max-w-md",
  bottom: "animate-slide-up inset-x-0 bottom-0 max-h-[85dvh] rounded-t-xl pb-[env(safe-area-inset-bottom)]",
} as const;

/** A panel that slides in beside or below the page: details, filters on phones. */
export function Sheet({ title, trigger, open, onOpenChange, side = "right", children }: SheetProps) {
  const control = open === undefined ? {} : { open };
  return (
    <Radix.Root {...control} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={overlayStyles} />
        <Radix.Content
          aria-describedby={undefined}
          className={cx("fixed z-50 flex flex-col bg-raised shadow-float outline-none", sides[side])}
        >
          <header className="flex h-12 shrink-0 items-center justify-between border-b border-line pr-2.5 pl-4">
            <Radix.Title className="text-sm font-semibold">{title}</Radix.Title>
            <Radix.Close
              aria-label="Close"
              className="grid size-7 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
            >
              <X className="size-4" aria-hidden="true" />
            </Radix.Close>
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto p-4">{children}</div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
