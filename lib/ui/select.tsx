import { ChevronsUpDown } from "lucide-react";
import type { ComponentProps } from "react";
import { cx } from "./cx";
import { fieldStyles } from "./input";

export type SelectOption = {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean | undefined;
};

export type SelectProps = Omit<ComponentProps<"select">, "children"> & {
  readonly options: readonly SelectOption[];
  /** Shown first, with an empty value. */
  readonly placeholder?: string | undefined;
};

/** The browser's own select in our dress: no JavaScript, the platform's keyboard and the phone's picker. */
export function Select({ options, placeholder, className, ...props }: SelectProps) {
  return (
    <span className={cx("relative block", className)}>
      <select className={cx(fieldStyles, "h-8 appearance-none pr-8 pl-2.5 max-md:text-base")} {...props}>
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronsUpDown
        className="pointer-events-none absolute top-2 right-2.5 size-4 text-ink-faint"
        aria-hidden="true"
      />
    </span>
  );
}
