"use client";

import { type ComponentType, useEffect, useRef, useState } from "react";
import type { DialogProps } from "./dialog-window";

const loadWindow = () => import("./dialog-window").then((module) => module.DialogWindow);

/**
 * A modal window; a bottom sheet on phones. Escape and the cross close it.
 *
 * Until it is asked for it is its trigger and nothing else: a page may have one for each of its fields, and their code loads
 * when the pointer or the focus comes near.
 */
export function Dialog(props: DialogProps) {
  const { trigger, open, onOpenChange } = props;
  const [Window, setWindow] = useState<ComponentType<DialogProps>>();
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const button = host.current?.querySelector("button, a");
    button?.setAttribute("aria-haspopup", "dialog");
    button?.setAttribute("aria-expanded", "false");
  }, []);
  useEffect(() => {
    if (!open) return;
    void loadWindow().then((loaded) => setWindow(() => loaded));
  }, [open]);

  async function ask() {
    const loaded = await loadWindow();
    setWindow(() => loaded);
    onOpenChange?.(true);
  }

  if (Window) return <Window {...props} />;
  if (!trigger) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a wrapper without a box of its own; the button inside is what one reaches
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside turns keys into clicks
    <span
      ref={host}
      className="contents"
      onPointerEnter={() => void loadWindow()}
      onFocus={() => void loadWindow()}
      onClick={() => void ask()}
    >
      {trigger}
    </span>
  );
}
