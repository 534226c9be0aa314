import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { CopyButton } from "./copy-button";
import { StateFrame } from "./state-frame";

export type ProblemStateProps = {
  /** What happened, to what. */
  readonly title: ReactNode;
  /** What one can do. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** Shown with a copy button, for support. */
  readonly requestId?: string | undefined;
  readonly compact?: boolean | undefined;
};

/** Something failed: what, what one can do, and the request id to copy. */
export function ProblemState({ title, children, action, requestId, compact }: ProblemStateProps) {
  return (
    <StateFrame
      role="alert"
      icon={<TriangleAlert />}
      iconClassName="border-bad-line bg-bad-soft text-bad"
      title={title}
      action={action}
      compact={compact}
    >
      {children ? <div>{children}</div> : null}
      {requestId ? (
        <span className="mt-2 inline-flex items-center gap-1 text-xs text-ink-muted max-sm:flex-wrap">
          Request <code className="text-ink">{requestId}</code>
          <CopyButton value={requestId} label="Copy request id" />
        </span>
      ) : null}
    </StateFrame>
  );
}
