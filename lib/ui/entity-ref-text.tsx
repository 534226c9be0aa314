import { CopyButton } from "./copy-button";
import { cx } from "./cx";

export type EntityRefTextProps = {
  /** The whole ref: "component:default/payments-api". */
  readonly value: string;
  readonly copyable?: boolean | undefined;
  readonly className?: string | undefined;
};

/** An entity's ref in mono, copyable. */
export function EntityRefText({ value, copyable = true, className }: EntityRefTextProps) {
  return (
    <span className={cx("inline-flex min-w-0 max-w-full items-center gap-0.5", className)}>
      <code className="truncate text-xs text-ink-muted" title={value}>
        {value}
      </code>
      {copyable ? <CopyButton value={value} label="Copy ref" /> : null}
    </span>
  );
}
