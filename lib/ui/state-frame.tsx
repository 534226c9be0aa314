import type { ReactNode } from "react";
import { cx } from "./cx";

export type StateFrameProps = {
  readonly icon: ReactNode;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  readonly role?: "alert" | "status" | undefined;
  /** In a small card: smaller, left-aligned. */
  readonly compact?: boolean | undefined;
  readonly iconClassName?: string | undefined;
};

/** The common shape of empty, problem, forbidden and locked. */
export function StateFrame({ icon, title, children, action, role, compact, iconClassName }: StateFrameProps) {
  return (
    <div
      role={role}
      className={cx(
        "flex gap-3",
        // A card that leaves padding to its rows has none for a state either.
        compact
          ? "py-1 [[data-flush]>&]:p-4"
          : "mx-auto max-w-md flex-col items-center px-4 py-12 text-center",
      )}
    >
      <span
        aria-hidden="true"
        className={cx(
          "grid shrink-0 place-items-center rounded-lg border border-line bg-sunken text-ink-muted",
          compact ? "size-8 [&_svg]:size-4" : "size-10 [&_svg]:size-5",
          iconClassName,
        )}
      >
        {icon}
      </span>
      <div className="min-w-0">
        <p className={cx("font-semibold text-ink", compact ? "text-sm" : "text-base")}>{title}</p>
        {children ? <div className="mt-0.5 text-sm text-ink-muted">{children}</div> : null}
        {action ? (
          <div className={cx("flex flex-wrap items-center gap-2", compact ? "mt-2" : "mt-4 justify-center")}>
            {action}
          </div>
        ) : null}
      </div>
    </div>
  );
}
