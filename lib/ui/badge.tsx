import type { ReactNode } from "react";
import { cx } from "./cx";
import { type Tone, toneSoft } from "./tone";

export type BadgeProps = {
  readonly tone?: Tone | undefined;
  readonly icon?: ReactNode;
  readonly title?: string | undefined;
  readonly className?: string | undefined;
  readonly children: ReactNode;
};

/** A word about a thing: lifecycle, type, state. */
export function Badge({ tone = "neutral", icon, title, className, children }: BadgeProps) {
  return (
    <span
      title={title}
      className={cx(
        "inline-flex h-5 max-w-full items-center gap-1 rounded-sm border px-1.5 text-2xs font-medium whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0",
        toneSoft[tone],
        className,
      )}
    >
      {icon}
      <span className="truncate">{children}</span>
    </span>
  );
}
