import { Lock } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "./badge";

export type LockedStateProps = {
  /** What it does: "Code quality on every component". */
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** The plan that has it: "Business". */
  readonly plan: string;
  /** What changes in the bill: "+ €9 per seat and month". */
  readonly price?: ReactNode;
  /** Upgrade, or ask the owner. */
  readonly action: ReactNode;
  /** How it would look; dimmed and not reachable. */
  readonly preview?: ReactNode;
  readonly compact?: boolean | undefined;
};

/** The plan gate: what it does, which plan has it, what it costs, what to do. Never a dead end. */
export function LockedState({ title, children, plan, price, action, preview, compact }: LockedStateProps) {
  return (
    <div className="relative overflow-hidden rounded-lg border border-line bg-surface">
      {preview ? (
        <div
          aria-hidden="true"
          inert
          className="max-h-56 overflow-hidden border-b border-line p-4 opacity-55 [mask-image:linear-gradient(black_35%,transparent)]"
        >
          {preview}
        </div>
      ) : null}
      <div className={compact ? "grid gap-2 p-4" : "grid gap-3 p-5"}>
        <div className="flex flex-wrap items-center gap-2">
          <Lock className="size-4 text-ink-faint" aria-hidden="true" />
          <p className="text-base font-semibold">{title}</p>
          <Badge tone="accent">{plan}</Badge>
        </div>
        {children ? <div className="text-sm text-ink-muted">{children}</div> : null}
        <div className="flex flex-wrap items-center gap-3">
          {action}
          {price ? <span className="tabular text-xs text-ink-muted">{price}</span> : null}
        </div>
      </div>
    </div>
  );
}
