import { cx } from "./cx";

export type KeyHintProps = {
  /** Keys separated by spaces: "g c", "⌘ K". */
  readonly keys: string;
  readonly className?: string | undefined;
};

/** Keys of a shortcut, one cap each. */
export function KeyHint({ keys, className }: KeyHintProps) {
  return (
    <span className={cx("inline-flex items-center gap-0.5", className)}>
      {keys.split(" ").map((key, index) => (
        <kbd
          key={index}
          className="inline-grid h-4.5 min-w-4.5 place-items-center rounded-sm border border-line-strong bg-surface px-1 font-sans text-2xs leading-none text-ink-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
