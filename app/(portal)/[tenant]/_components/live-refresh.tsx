"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

// A run of many changes becomes one refresh a second, not one each.
const QUIET_MS = 400;

/** Refreshes the page's data when the tenant's event stream names one of the topics; nothing is lost while hidden. */
export function LiveRefresh({
  tenant,
  topics,
}: {
  readonly tenant: string;
  readonly topics: readonly string[];
}) {
  const router = useRouter();
  const key = topics.join(",");
  useEffect(() => {
    const source = new EventSource(
      `/api/${encodeURIComponent(tenant)}/events?topics=${encodeURIComponent(key)}`,
    );
    let timer: ReturnType<typeof setTimeout> | undefined;
    let opened = false;
    const soon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        router.refresh();
      }, QUIET_MS);
    };
    for (const topic of key.split(",")) source.addEventListener(topic, soon);
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
