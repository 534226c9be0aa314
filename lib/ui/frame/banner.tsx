import type { ReactNode } from "react";
import { cx } from "../cx";
import { type Tone, toneSolid } from "../tone";

/** One slim line above the page: stand-ins in use, trial ends, payment due. */
export function Banner({
  tone = "info",
  children,
  action,
}: {
  readonly tone?: Tone;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div
      role="status"
      className="flex min-h-8 items-center gap-2 border-b border-line bg-sunken px-4 py-1 text-xs text-ink-muted md:px-6"
    >
      <span aria-hidden="true" className={cx("size-1.5 shrink-0 rounded-full", toneSolid[tone])} />
      <span className="min-w-0 flex-1">{children}</span>
      {action}
    </div>
  );
}
