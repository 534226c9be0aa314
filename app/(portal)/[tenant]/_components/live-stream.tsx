"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

// A run of many changes becomes one refresh a second, not one each.
const QUIET_MS = 400;

/** Refreshes the page's data when the tenant's event stream names one of the topics; nothing is lost while hidden. */
export function LiveStream({
  tenant,
  topics,
  from,
}: {
  readonly tenant: string;
  readonly topics: readonly string[];
  readonly from: string;
}) {
  const router = useRouter();
  const key = topics.join(",");
  // Each refresh is drawn from a later position; the stream that is open has told all of them.
  const start = useRef(from);
  useEffect(() => {
    const query = new URLSearchParams({ topics: key, from: start.current });
    const source = new EventSource(`/api/${encodeURIComponent(tenant)}/events?${query}`);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        router.refresh();
      }, QUIET_MS);
    };
    for (const topic of [...key.split(","), "missed"]) source.addEventListener(topic, soon);
    source.onopen = () => {
      // A reconnect may have missed something.
      if (opened) soon();
      opened = true;
    };
    return () => {
      clearTimeout(timer);
      source.close();
    };
  }, [tenant, key, router]);
  return null;
}
