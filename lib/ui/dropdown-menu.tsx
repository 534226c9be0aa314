"use client";

import { type ComponentType, type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { DropdownMenuProps } from "./menu-item";

const loadPanel = () => import("./menu-panel").then((module) => module.MenuPanel);

/** A menu of links and actions in groups, as data. Its code loads when the pointer or the focus comes near. */
export function DropdownMenu(props: DropdownMenuProps) {
  const [Panel, setPanel] = useState<ComponentType<DropdownMenuProps>>();
  const host = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const button = host.current?.firstElementChild;
    button?.setAttribute("aria-haspopup", "menu");
    button?.setAttribute("aria-expanded", "false");
  }, []);

  async function open() {
    const panel = await loadPanel();
    setPanel(() => panel);
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "ArrowDown") return;
    event.preventDefault();
    void open();
  }

  if (Panel) return <Panel {...props} />;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a wrapper without a box of its own; the button inside is what one reaches
    <span
      ref={host}
      className="contents"
      onPointerEnter={() => void loadPanel()}
      onFocus={() => void loadPanel()}
      onClick={() => void open()}
      onKeyDown={onKeyDown}
    >
      {props.trigger}
    </span>
  );
}
