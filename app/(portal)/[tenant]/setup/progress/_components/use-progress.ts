"use client";

import { useEffect, useState } from "react";
import type { ProgressView } from "@/lib/catalog/client";

export type Connection = "live" | "reconnecting" | "ended";

/** The run as the server's events tell it. The browser reconnects by itself; each connection begins with the whole state. */
export function useProgress(
  tenant: string,
  initial: ProgressView,
  follow: boolean,
): { readonly progress: ProgressView; readonly connection: Connection } {
  const [progress, setProgress] = useState(initial);
  const [connection, setConnection] = useState<Connection>("live");
  const run = follow ? "latest" : initial.run.id;
  useEffect(() => {
    const source = new EventSource(
      `/api/${encodeURIComponent(tenant)}/events?topics=none&run=${encodeURIComponent(run)}`,
    );
    source.onopen = () => setConnection("live");
    // CLOSED means the server refused: the session ended. Everything else the browser tries again.
    source.onerror = () => setConnection(source.readyState === EventSource.CLOSED ? "ended" : "reconnecting");
    source.addEventListener("progress", (event: MessageEvent<string>) => {
      const next: ProgressView | null = JSON.parse(event.data);
      if (next) setProgress(next);
    });
    return () => source.close();
  }, [tenant, run]);
  return { progress, connection };
}
