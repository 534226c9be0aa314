import type { ComponentProps } from "react";
import { cx } from "./cx";

export type LabelProps = ComponentProps<"label"> & {
  /** Fields are required unless marked; the mark is the word, not a star. */
  readonly optional?: boolean | undefined;
};

/** The name of a field. */
export function Label({ optional, className, children, ...props }: LabelProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the caller gives htmlFor or nests the control
    <label className={cx("text-xs font-medium text-ink", className)} {...props}>
      {children}
      {optional ? <span className="ml-1.5 font-normal text-ink-faint">optional</span> : null}
    </label>
  );
}
