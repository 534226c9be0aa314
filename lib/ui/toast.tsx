"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import type { QueuedToast, ToastInput } from "./toast-input";

let queue: readonly QueuedToast[] = [];
let sequence = 0;
const listeners = new Set<() => void>();
const nothing: readonly QueuedToast[] = [];

// sonner is 9 kB that most page views never need: it loads with the first toast.
const ToastStage = dynamic(() => import("./toast-stage").then((module) => module.ToastStage), { ssr: false });

/** Says briefly that something happened elsewhere on the page. For results of a form use `FormStatus` in place. */
export function toast(input: ToastInput): void {
  sequence += 1;
  queue = [...queue, { ...input, id: sequence }].slice(-20);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Where toasts appear; mounted once by the root layout. */
export function Toaster() {
  const pending = useSyncExternalStore(
    subscribe,
    () => queue,
    () => nothing,
  );
  return pending.length === 0 ? null : <ToastStage toasts={pending} />;
}
