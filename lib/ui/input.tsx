import type { ComponentProps } from "react";
import { cx } from "./cx";

/** Look shared by everything one types into. The border is 3:1 because it is what shows the field. */
export const fieldStyles =
  "w-full rounded-md border border-line-field bg-surface text-sm text-ink transition-colors hover:border-ink-faint focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-ink-faint aria-invalid:border-bad-solid [&[readonly]]:bg-sunken";

/** One line of text. Inside a `Field` it takes its id, description and error by spreading what `Field` hands out. */
export function Input({ className, type = "text", ...props }: ComponentProps<"input">) {
  return (
    <input type={type} className={cx(fieldStyles, "h-8 px-2.5 max-md:text-base", className)} {...props} />
  );
}
