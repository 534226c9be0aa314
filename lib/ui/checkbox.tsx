import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

export type CheckboxProps = Omit<ComponentProps<"input">, "type" | "size"> & {
  readonly label?: ReactNode;
  readonly hint?: ReactNode;
};

const box =
  "peer size-4 shrink-0 appearance-none rounded-sm border border-line-field bg-surface transition-colors checked:border-accent checked:bg-accent indeterminate:border-accent indeterminate:bg-accent disabled:opacity-50";

/** A checkbox with its label. Without `label` give it an `aria-label` (table rows). */
export function Checkbox({ label, hint, className, ...props }: CheckboxProps) {
  const control = (
    <span className="relative mt-0.5 inline-grid size-4 shrink-0 place-items-center">
      <input type="checkbox" className={box} {...props} />
      <svg
        className="pointer-events-none absolute hidden size-3 text-on-accent peer-checked:block"
        viewBox="0 0 12 12"
        aria-hidden="true"
      >
        <path
          d="M2.5 6.4 4.9 8.8 9.6 3.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
      <span className="pointer-events-none absolute hidden h-0.5 w-2 rounded bg-on-accent peer-indeterminate:block" />
    </span>
  );
  if (label === undefined) return <span className={cx("inline-flex", className)}>{control}</span>;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is a constant above
    <label className={cx("flex items-start gap-2 text-sm", className)}>
      {control}
      <span>
        <span className="text-ink">{label}</span>
        {hint ? <span className="block text-xs text-ink-muted">{hint}</span> : null}
      </span>
    </label>
  );
}
