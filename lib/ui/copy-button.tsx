"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { cx } from "./cx";

export type CopyButtonProps = {
  readonly value: string;
  readonly label?: string | undefined;
  /** The label as text beside the icon. */
  readonly showLabel?: boolean | undefined;
  readonly className?: string | undefined;
};

/** Copies a value and says so. */
export function CopyButton({ value, label = "Copy", showLabel, className }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(value);
      setCopied(true);
    } catch {
      // Clipboard access is refused outside a secure context; the text stays selectable beside the button.
      setCopied(false);
    }
  }

  const name = copied ? "Copied" : label;
  return (
    <button
      type="button"
      onClick={copy}
      title={name}
      aria-label={name}
      className={cx(
        "inline-flex h-6 min-w-6 items-center justify-center gap-1 rounded-sm px-1 text-xs text-ink-faint transition-colors hover:bg-hover hover:text-ink",
        className,
      )}
    >
      {copied ? (
        <Check className="size-3.5 text-ok" aria-hidden="true" />
      ) : (
        <Copy className="size-3.5" aria-hidden="true" />
      )}
      {showLabel ? <span>{name}</span> : null}
      <span aria-live="polite" className="sr-only">
        {copied ? "Copied" : ""}
      </span>
    </button>
  );
}
