import type { ReactNode } from "react";
import { cx } from "./cx";

export type RadioOption = {
  readonly value: string;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean | undefined;
};

export type RadioGroupProps = {
  readonly name: string;
  readonly legend: string;
  readonly options: readonly RadioOption[];
  readonly defaultValue?: string | undefined;
  /** Boxed options with room for a hint; rows otherwise. */
  readonly cards?: boolean | undefined;
  readonly legendHidden?: boolean | undefined;
  readonly onValueChange?: ((value: string) => void) | undefined;
};

/** One of a few. The browser's radios, so arrows and forms work by themselves. */
export function RadioGroup({
  name,
  legend,
  options,
  defaultValue,
  cards,
  legendHidden,
  onValueChange,
}: RadioGroupProps) {
  return (
    <fieldset className="min-w-0">
      <legend className={legendHidden ? "sr-only" : "mb-1.5 text-xs font-medium text-ink"}>{legend}</legend>
      <div className="grid gap-2">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              "flex items-start gap-2.5 text-sm has-disabled:opacity-50",
              cards &&
                "rounded-lg border border-line-strong p-3 hover:bg-hover has-checked:border-accent has-checked:bg-selected",
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              defaultChecked={option.value === defaultValue}
              disabled={option.disabled}
              onChange={onValueChange ? () => onValueChange(option.value) : undefined}
              className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-line-field bg-surface checked:border-5 checked:border-accent"
            />
            <span>
              <span className="text-ink">{option.label}</span>
              {option.hint ? <span className="block text-xs text-ink-muted">{option.hint}</span> : null}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
