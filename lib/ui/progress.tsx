import { Check } from "lucide-react";
import { cx } from "./cx";
import type { Tone } from "./tone";

// Written out: a class made at run time is one Tailwind never sees.
const fills: Readonly<Record<Tone, string>> = {
  neutral: "fill-line-field",
  accent: "fill-accent",
  ok: "fill-ok-solid",
  warn: "fill-warn-solid",
  bad: "fill-bad-solid",
  info: "fill-info-solid",
};

export type ProgressProps = {
  readonly label: string;
  readonly value: number;
  readonly max: number;
  readonly tone?: Tone | undefined;
  /** Text right of the label; default "120 of 200". */
  readonly text?: string | undefined;
  readonly labelHidden?: boolean | undefined;
};

/** A bar with its figures. */
export function Progress({ label, value, max, tone = "accent", text, labelHidden }: ProgressProps) {
  const share = max <= 0 ? 0 : Math.min(1, Math.max(0, value / max));
  return (
    <div className="grid gap-1.5">
      <div className={cx("flex justify-between gap-3 text-xs", labelHidden && "sr-only")}>
        <span>{label}</span>
        <span className="tabular text-ink-muted">
          {text ?? `${value.toLocaleString("en")} of ${max.toLocaleString("en")}`}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        className="h-1.5 overflow-hidden rounded-full bg-line"
      >
        <svg className="size-full" preserveAspectRatio="none" viewBox="0 0 100 1" aria-hidden="true">
          <rect
            width={share * 100}
            height="1"
            className={cx("transition-[width] duration-150", fills[tone])}
          />
        </svg>
      </div>
    </div>
  );
}

export type Step = {
  readonly id: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly state: "done" | "current" | "todo";
};

/** Numbered steps of a flow, left to right; each says what it proves. */
export function Steps({ steps, label }: { readonly steps: readonly Step[]; readonly label: string }) {
  return (
    <ol aria-label={label} className="flex gap-3 max-sm:flex-col sm:gap-2">
      {steps.map((step, index) => (
        <li
          key={step.id}
          aria-current={step.state === "current" ? "step" : undefined}
          className="flex flex-1 items-start gap-2.5 sm:flex-col sm:gap-2"
        >
          <span className="flex w-full items-center gap-2 max-sm:w-auto">
            <span
              className={cx(
                "tabular grid size-6 shrink-0 place-items-center rounded-full border text-xs font-medium",
                step.state === "done" && "border-transparent bg-accent-soft text-accent-ink",
                step.state === "current" && "border-accent bg-accent text-on-accent",
                step.state === "todo" && "border-line-strong text-ink-muted",
              )}
            >
              {step.state === "done" ? <Check className="size-3.5" aria-label="done" /> : index + 1}
            </span>
            {index < steps.length - 1 ? (
              <span
                className={cx(
                  "h-px flex-1 max-sm:hidden",
                  step.state === "done" ? "bg-accent" : "bg-line-strong",
                )}
              />
            ) : null}
          </span>
          <span className="min-w-0">
            <span className={cx("block text-sm", step.state === "todo" ? "text-ink-muted" : "font-medium")}>
              {step.label}
            </span>
            {step.detail ? <span className="block text-xs text-ink-muted">{step.detail}</span> : null}
          </span>
        </li>
      ))}
    </ol>
  );
}
