"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState, useTransition } from "react";
import { concerns } from "./concerns";
import { openLine } from "./live-line";
import { LiveNote, type LiveState } from "./live-note";

/** The first change shows at once; those that come with it are one refresh. */
const FIRST_MS = 150;
/** However many changes, one refresh a second. */
const BETWEEN_MS = 1_000;

type LiveStreamProps = {
  readonly tenant: string;
  readonly topics: readonly string[];
  readonly refs: readonly string[] | undefined;
  readonly from: string;
};

/**
 * Refreshes the page's data when the tenant's event stream names one of the topics. Focus, scroll and what is typed stay:
 * only what the server drew is replaced. A browser that was cut off goes on from the last event it heard. A page nobody looks
 * at holds no connection: browsers allow six of them to one host without HTTP/2, and the seventh tab would hang.
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
    let due: ReturnType<typeof setTimeout> | undefined;
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
    const line = openLine({
      urlFrom: (position) =>
        `/api/${encodeURIComponent(tenant)}/events?${new URLSearchParams({ topics: key, from: position })}`,
      topics: [...key.split(","), "missed"],
      from: start.current,
      hear: (data) => {
        if (concerns(data, shown.current))
          due ??= setTimeout(refresh, Math.max(FIRST_MS, lastMs + BETWEEN_MS - Date.now()));
      },
      tell: (next) =>
        setState((before) =>
          next === "cut" ? { kind: "cut" } : before.kind === "cut" ? { kind: "quiet" } : before,
        ),
    });
    const look = () => {
      if (document.hidden) line.pause(false);
      else line.resume();
    };
    const lose = () => line.pause(true);
    document.addEventListener("visibilitychange", look);
    window.addEventListener("offline", lose);
    window.addEventListener("online", look);
    look();
    return () => {
      clearTimeout(due);
      document.removeEventListener("visibilitychange", look);
      window.removeEventListener("offline", lose);
      window.removeEventListener("online", look);
      line.end();
    };
  }, [tenant, key, router]);
  return <LiveNote state={state} />;
}
