"use client";

import { lazy, type ReactNode, type RefObject, Suspense, useEffect, useRef, useState } from "react";
import type { FloatingBoxProps } from "./floating-box";
import { type FloatEvent, nextFloat } from "./next-float";

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
  /** A click, a tap or Enter shows it too, and keeps it until the next. */
  readonly pinnable?: boolean | undefined;
};

/** Shows a box beside an element on hover and on keyboard focus. Base of `Tooltip` and `HoverCard`. */
export function HoverFloat({
  content,
  children,
  openDelayMs,
  closeDelayMs,
  hoverable,
  pinnable = false,
  ...box
}: HoverFloatProps) {
  const [anchor, setAnchor] = useState<RefObject<Element>>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const pinned = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);

  function plan(delayMs: number, next: Element | undefined) {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(next ? { current: next } : undefined), delayMs);
  }

  const delays = { none: 0, open: openDelayMs, close: closeDelayMs };
  function hear(event: FloatEvent, element?: Element | null) {
    const next = nextFloat(event, { pinned: pinned.current, pinnable });
    if (!next) return;
    pinned.current = next.pinned;
    plan(delays[next.delay], next.shown ? (element ?? undefined) : undefined);
  }

  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a wrapper without a box of its own; the child is what one reaches */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the child turns keys into clicks */}
      <span
        className="contents"
        onPointerEnter={(event) => {
          if (event.pointerType !== "touch") hear("enter", event.currentTarget.firstElementChild);
        }}
        onPointerLeave={(event) => {
          if (event.pointerType !== "touch") hear("leave");
        }}
        onPointerDown={() => hear("press")}
        onClick={(event) => hear("click", event.currentTarget.firstElementChild)}
        onFocus={(event) => {
          if (event.target.matches(":focus-visible")) hear("focus", event.currentTarget.firstElementChild);
        }}
        onBlur={() => hear("blur")}
      >
        {children}
      </span>
      {anchor ? (
        <Suspense fallback={null}>
          <FloatingBox
            anchor={anchor}
            onClose={() => hear("dismiss")}
            onPointerEnter={hoverable ? () => clearTimeout(timer.current) : undefined}
            onPointerLeave={hoverable ? () => hear("leave") : undefined}
            {...box}
          >
            {content}
          </FloatingBox>
        </Suspense>
      ) : null}
    </>
  );
}
