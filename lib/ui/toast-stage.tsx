"use client";

import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import { Toaster as Sonner, toast as show } from "sonner";
import type { QueuedToast } from "./toast-input";

/** The lazy half of `Toaster`. */
export function ToastStage({ toasts }: { readonly toasts: readonly QueuedToast[] }) {
  const { resolvedTheme } = useTheme();
  const shown = useRef(0);
  useEffect(() => {
    for (const toast of toasts) {
      if (toast.id <= shown.current) continue;
      shown.current = toast.id;
      const options = {
        ...(toast.detail ? { description: toast.detail } : {}),
        ...(toast.action ? { action: toast.action } : {}),
      };
      if (toast.tone === "bad") show.error(toast.message, options);
      else if (toast.tone === "warn") show.warning(toast.message, options);
      else if (toast.tone === "ok") show.success(toast.message, options);
      else show(toast.message, options);
    }
  }, [toasts]);
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      // The corner itself is the live notice's (LiveNote), on phones above the bottom bar.
      offset={{ bottom: 60 }}
      mobileOffset={{ bottom: 124 }}
      toastOptions={{
        classNames: {
          toast: "font-sans! text-sm! bg-raised! text-ink! border-line! shadow-float! rounded-lg!",
          description: "text-ink-muted!",
        },
      }}
    />
  );
}
