"use client";

import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import type { FloatingBoxProps } from "./floating-box";

// Placing a box well takes 25 kB that no page needs before something is pointed at.
const FloatingBox = lazy(() => import("./floating-box").then((module) => ({ default: module.FloatingBox })));

export type HoverFloatProps = Pick<FloatingBoxProps, "side" | "align" | "className"> & {
  readonly content: ReactNode;
  /** One focusable element; it stays the same element, so focus is never lost. */
  readonly children: ReactNode;
  readonly openDelayMs: number;
  readonly closeDelayMs: number;
  /** The pointer may move into the box. */
  readonly hoverable?: boolean | undefined;
};

/** Shows a box beside an element on hover and on keyboard focus. Base of `Tooltip` and `HoverCard`. */
export function HoverFloat({
  content,
  children,
  openDelayMs,
  closeDelayMs,
  hoverable,
  ...box
}: HoverFloatProps) {
  const [anchor, setAnchor] = useState<RefObject<Element>>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  function plan(delayMs: number, next: Element | undefined) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(next ? { current: next } : undefined), delayMs);
  }
  const close = () => plan(0, undefined);

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a wrapper without a box of its own; the child is what one reaches */}
      <span
        className="contents"
        onPointerEnter={(event) => {
          const first = event.currentTarget.firstElementChild;
          if (event.pointerType !== "touch" && first) plan(openDelayMs, first);
        }}
        onPointerLeave={() => plan(closeDelayMs, undefined)}
        onPointerDown={close}
        onFocus={(event) => {
          const first = event.currentTarget.firstElementChild;
          if (first && event.target.matches(":focus-visible")) plan(openDelayMs, first);
        }}
        onBlur={close}
      >
        {children}
      </span>
      {anchor ? (
        <Suspense fallback={null}>
          <FloatingBox
            anchor={anchor}
            onClose={close}
            onPointerEnter={hoverable ? () => clearTimeout(timer.current) : undefined}
            onPointerLeave={hoverable ? () => plan(closeDelayMs, undefined) : undefined}
            {...box}
          >
            {content}
          </FloatingBox>
        </Suspense>
      ) : null}
    </>
  );
}
