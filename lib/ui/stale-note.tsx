import { History } from "lucide-react";
import type { ReactNode } from "react";
import { RelativeTime } from "./relative-time";

export type StaleNoteProps = {
  readonly at: Date | string;
  /** Why it is old: "GitHub did not answer". */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
};

/** What is shown is old: how old, why, and how to refresh. */
export function StaleNote({ at, children, action }: StaleNoteProps) {
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 gap-y-1 text-xs text-ink-muted">
      <History className="size-3.5 text-warn" aria-hidden="true" />
      <span>
        As of <RelativeTime at={at} />
        {children ? <>. {children}</> : null}
      </span>
      {action}
    </p>
  );
}
