import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

export type SwitchProps = Omit<ComponentProps<"input">, "type" | "role" | "size"> & {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  /** The label stays for screen readers only. */
  readonly labelHidden?: boolean | undefined;
};

/** On or off, at once. A checkbox underneath, so it works in a plain form. */
export function Switch({ label, hint, labelHidden, className, ...props }: SwitchProps) {
  return (
    <label className={cx("flex items-start justify-between gap-4 text-sm", className)}>
      <span className={labelHidden ? "sr-only" : undefined}>
        <span className="text-ink">{label}</span>
        {hint ? <span className="block text-xs text-ink-muted">{hint}</span> : null}
      </span>
      <span className="relative mt-0.5 inline-flex shrink-0">
        <input
          type="checkbox"
          // biome-ignore lint/a11y/useAriaPropsForRole: a checkbox says its own state
          role="switch"
          className="peer h-4.5 w-8 appearance-none rounded-full bg-line-field transition-colors checked:bg-accent disabled:opacity-50"
          {...props}
        />
        <span className="pointer-events-none absolute top-0.5 left-0.5 size-3.5 rounded-full bg-white shadow-sm transition-transform peer-checked:translate-x-3.5" />
      </span>
    </label>
  );
}
