"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { concerns } from "./concerns";
import { LiveNote, type LiveState } from "./live-note";

/** The first change shows at once; those that come with it are one refresh. */
const FIRST_MS = 150;
/** However many changes, one refresh a second. */
const BETWEEN_MS = 1_000;
/** A browser's own reconnect takes about this long; a shorter break is nobody's concern. */
const PATIENCE_MS = 4_000;

type LiveStreamProps = {
  readonly tenant: string;
  readonly topics: readonly string[];
  readonly refs: readonly string[] | undefined;
  readonly from: string;
};

/**
 * Refreshes the page's data when the tenant's event stream names one of the topics. Focus, scroll and what is typed stay:
 * only what the server drew is replaced. A browser that was cut off goes on from the last event it heard.
 */
export function LiveStream({ tenant, topics, refs, from }: LiveStreamProps) {
  const router = useRouter();
  const [refreshing, startRefresh] = useTransition();
  const [state, setState] = useState<LiveState>({ kind: "quiet" });
  const key = topics.join(",");
  // Each refresh is drawn from a later position; the stream that is open has told all of them.
  const start = useRef(from);
  const shown = useRef<ReadonlySet<string> | undefined>(undefined);
  shown.current = refs && new Set(refs);
  const busy = useRef(false);
  useEffect(() => {
    if (busy.current && !refreshing) setState({ kind: "updated", atMs: Date.now() });
    busy.current = refreshing;
  }, [refreshing]);

  useEffect(() => {
    const query = new URLSearchParams({ topics: key, from: start.current });
    const source = new EventSource(`/api/${encodeURIComponent(tenant)}/events?${query}`);
    let due: ReturnType<typeof setTimeout> | undefined;
    let impatient: ReturnType<typeof setTimeout> | undefined;
    let lastMs = 0;
    const refresh = () => {
      // A refresh under way may have read before this change; the next one waits for it.
      if (busy.current) {
        due = setTimeout(refresh, FIRST_MS);
        return;
      }
      due = undefined;
      lastMs = Date.now();
      startRefresh(() => router.refresh());
    };
    let wanted = false;
    const plan = () => {
      // A page nobody looks at waits until somebody does.
      wanted = document.hidden;
      if (!wanted) due ??= setTimeout(refresh, Math.max(FIRST_MS, lastMs + BETWEEN_MS - Date.now()));
    };
    const hear = (event: MessageEvent<string>) => {
      if (concerns(event.data, shown.current)) plan();
    };
    const look = () => {
      if (wanted) plan();
    };
    document.addEventListener("visibilitychange", look);
    for (const topic of [...key.split(","), "missed"]) source.addEventListener(topic, hear);
    source.onopen = () => {
      clearTimeout(impatient);
      impatient = undefined;
      setState((before) => (before.kind === "cut" ? { kind: "quiet" } : before));
    };
    source.onerror = () => {
      impatient ??= setTimeout(() => setState({ kind: "cut" }), PATIENCE_MS);
    };
    return () => {
      clearTimeout(due);
      clearTimeout(impatient);
      document.removeEventListener("visibilitychange", look);
      source.close();
    };
  }, [tenant, key, router]);
  return <LiveNote state={state} />;
}
