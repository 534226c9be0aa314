import type { ReactNode } from "react";
import { cx } from "./cx";

export type SectionProps = {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly id?: string | undefined;
  /** Settings look: words on the left, the form on the right from 1024 px. */
  readonly split?: boolean | undefined;
  /** Red border and apart from the rest; for what cannot be undone. */
  readonly danger?: boolean | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** A titled part of a page. */
export function Section({
  title,
  description,
  actions,
  id,
  split,
  danger,
  className,
  children,
}: SectionProps) {
  return (
    <section
      id={id}
      className={cx(
        "scroll-mt-16",
        split
          ? "grid gap-4 border-t border-line py-6 first:border-t-0 first:pt-0 lg:grid-cols-[minmax(0,15rem)_minmax(0,1fr)] lg:gap-10"
          : "grid gap-3",
        danger && "rounded-lg border border-bad-line bg-surface p-4",
        className,
      )}
    >
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className={cx("text-base font-semibold", danger && "text-bad")}>{title}</h2>
          {description ? <p className="mt-0.5 text-sm text-ink-muted">{description}</p> : null}
        </div>
        {actions ? <div className="flex shrink-0 gap-2">{actions}</div> : null}
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
