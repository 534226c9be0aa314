"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { overlayStyles } from "./overlay-styles";

export type DialogProps = {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** The element that opens it; omit when `open` is controlled. */
  readonly trigger?: ReactNode;
  readonly open?: boolean | undefined;
  readonly onOpenChange?: ((open: boolean) => void) | undefined;
  /** Buttons, right-aligned. */
  readonly footer?: ReactNode;
  readonly size?: "sm" | "md" | "lg" | undefined;
  readonly children?: ReactNode;
};

const widths = { sm: "max-w-sm", md: "max-w-lg", lg: "max-w-2xl" } as const;

/** The lazy half of `Dialog`: trigger and window, once it has been asked for. */
export function DialogWindow({
  title,
  description,
  trigger,
  open,
  onOpenChange,
  footer,
  size = "md",
  children,
}: DialogProps) {
  const control = open === undefined ? { defaultOpen: true } : { open };
  return (
    <Radix.Root {...control} {...(onOpenChange ? { onOpenChange } : {})}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={overlayStyles} />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          className={cx(
            "animate-pop fixed z-50 flex max-h-[85dvh] w-full flex-col overflow-hidden bg-raised shadow-float outline-none",
            "max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-xl sm:top-[12vh] sm:left-1/2 sm:-translate-x-1/2 sm:rounded-xl",
            widths[size],
            "max-sm:max-w-none",
          )}
        >
          <header className="pt-4 pr-14 pb-3 pl-5">
            <div className="min-w-0">
              <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-sm text-ink-muted">{description}</Radix.Description>
              ) : null}
            </div>
          </header>
          <div className="min-h-0 overflow-y-auto px-5 pb-5">{children}</div>
          {footer ? (
            <footer className="flex justify-end gap-2 border-t border-line bg-canvas px-5 py-3">
              {footer}
            </footer>
          ) : null}
          {/* Last in order: the first field or action has the focus when it opens. */}
          <Radix.Close
            aria-label="Close"
            className="absolute top-3.5 right-3.5 grid size-7 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
          >
            <X className="size-4" aria-hidden="true" />
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
