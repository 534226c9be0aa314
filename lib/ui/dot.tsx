import { cx } from "./cx";
import { type Tone, toneSolid } from "./tone";

export type DotProps = {
  readonly tone?: Tone | undefined;
  /** Read out when no text beside it says the same. */
  readonly label?: string | undefined;
  readonly className?: string | undefined;
};

/** A state as a small disc, beside its word. */
export function Dot({ tone = "neutral", label, className }: DotProps) {
  const classes = cx("inline-block size-2 shrink-0 rounded-full", toneSolid[tone], className);
  return label ? (
    <span role="img" aria-label={label} title={label} className={classes} />
  ) : (
    <span aria-hidden="true" className={classes} />
  );
}
