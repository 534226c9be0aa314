import { X } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";

export type ChipProps = {
  /** What is filtered, muted: "Owner". */
  readonly label?: string | undefined;
  readonly children: ReactNode;
  /** Text of the value, for the name of the remove button. */
  readonly text: string;
  /** Removing by URL … */
  readonly removeHref?: string | undefined;
  /** … or by a call. */
  readonly onRemove?: (() => void) | undefined;
};

const remove = "grid size-5 place-items-center rounded-sm text-ink-faint hover:bg-line hover:text-ink";

/** An active filter or a chosen value, removable. */
export function Chip({ label, children, text, removeHref, onRemove }: ChipProps) {
  const name = `Remove ${label ? `${label} ` : ""}${text}`;
  return (
    <span className="inline-flex h-6 max-w-full items-center gap-1 rounded-md border border-line bg-surface pr-0.5 pl-2 text-xs">
      {label ? <span className="text-ink-muted">{label}</span> : null}
      <span className="truncate font-medium">{children}</span>
      {removeHref ? (
        <Link href={removeHref} scroll={false} aria-label={name} className={remove}>
          <X className="size-3.5" aria-hidden="true" />
        </Link>
      ) : null}
      {onRemove ? (
        <button type="button" onClick={onRemove} aria-label={name} className={remove}>
          <X className="size-3.5" aria-hidden="true" />
        </button>
      ) : null}
    </span>
  );
}
