"use client";

import { useEffect, useState } from "react";

function words(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  if (seconds === 0) return "going on now";
  const minutes = Math.floor(seconds / 60);
  return `going on in ${minutes > 0 ? `${minutes} min ` : ""}${seconds % 60} s`;
}

/** How long a wait still lasts, by the second. */
export function Countdown({ until }: { readonly until: string }) {
  const end = new Date(until).getTime();
  const [left, setLeft] = useState(() => end - Date.now());
  useEffect(() => {
    setLeft(end - Date.now());
    const timer = setInterval(() => setLeft(end - Date.now()), 1000);
    return () => clearInterval(timer);
  }, [end]);
  return (
    <span className="tabular text-sm font-medium" suppressHydrationWarning>
      {words(left)}
    </span>
  );
}
