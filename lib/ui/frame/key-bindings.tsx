"use client";

import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { readKey } from "./key-sequence";
import type { KeyTarget } from "./key-target";
import { useRail } from "./rail-state";
import { setSearchOpen } from "./search-state";

const KeyList = dynamic(() => import("./key-list").then((module) => module.KeyList), { ssr: false });

const SEQUENCE_MS = 1_200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** Listens for `/`, ⌘K, `?`, `[` and sequences such as `g c`; never while one types. */
export function KeyBindings({ targets }: { readonly targets: readonly KeyTarget[] }) {
  const router = useRouter();
  const { toggle } = useRail();
  const [listOpen, setListOpen] = useState(false);

  useEffect(() => {
    let pressed = "";
    let at = 0;
    function onKey(event: KeyboardEvent) {
      if (event.key.toLowerCase() === "k" && (event.metaKey || event.ctrlKey)) {
        event.preventDefault();
        setSearchOpen(true);
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented || isTyping(event.target))
        return;
      if (document.querySelector('[role="dialog"],[role="menu"]')) return;
      const now = event.timeStamp;
      const result = readKey(now - at > SEQUENCE_MS ? "" : pressed, event.key, targets);
      pressed = result.pending;
      at = now;
      if (result.action === undefined) return;
      event.preventDefault();
      if (result.action === "search") setSearchOpen(true);
      else if (result.action === "list") setListOpen(true);
      else if (result.action === "rail") toggle();
      else router.push(result.action.href);
    }
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [router, targets, toggle]);

  return listOpen ? <KeyList targets={targets} open onOpenChange={setListOpen} /> : null;
}
