import Link from "next/link";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { type Tone, toneText } from "./tone";

export type StatProps = {
  readonly label: string;
  /** Numbers get thousands separators. */
  readonly value: number | string;
  readonly unit?: string | undefined;
  /** A muted line below: a trend, a denominator. */
  readonly detail?: ReactNode;
  readonly tone?: Tone | undefined;
  readonly href?: string | undefined;
};

/** One figure with its name. */
export function Stat({ label, value, unit, detail, tone, href }: StatProps) {
  const body = (
    <>
      <span className="block truncate text-xs text-ink-muted">{label}</span>
      <span
        className={cx(
          "tabular mt-0.5 block text-xl font-semibold tracking-tight",
          tone && tone !== "neutral" && toneText[tone],
        )}
      >
        {typeof value === "number" ? value.toLocaleString("en") : value}
        {unit ? <span className="ml-0.5 text-sm font-normal text-ink-muted">{unit}</span> : null}
      </span>
      {detail ? <span className="block text-xs text-ink-muted">{detail}</span> : null}
    </>
  );
  if (!href) return <div className="min-w-0">{body}</div>;
  return (
    <Link href={href} className="-m-2 block min-w-0 rounded-md p-2 hover:bg-hover">
      {body}
    </Link>
  );
}
