"use client";

import { Popover as Radix } from "radix-ui";
import type { PointerEventHandler, ReactNode, RefObject } from "react";

export type FloatingBoxProps = {
  readonly anchor: RefObject<Element>;
  readonly onClose: () => void;
  readonly side: "top" | "right" | "bottom" | "left";
  readonly align: "start" | "center" | "end";
  readonly className: string;
  readonly onPointerEnter?: PointerEventHandler | undefined;
  readonly onPointerLeave?: PointerEventHandler | undefined;
  readonly children: ReactNode;
};

/** The lazy half of `HoverFloat`: a box placed beside an element, closed by Escape. Never takes the focus. */
export function FloatingBox({
  anchor,
  onClose,
  side,
  align,
  className,
  children,
  ...pointer
}: FloatingBoxProps) {
  return (
    <Radix.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          role="tooltip"
          side={side}
          align={align}
          sideOffset={6}
          collisionPadding={8}
          className={className}
          onOpenAutoFocus={(event) => event.preventDefault()}
          onCloseAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => {
            // What a click on the element itself means is for the element to say.
            if (event.target instanceof Node && anchor.current.contains(event.target)) event.preventDefault();
          }}
          {...pointer}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
