import type { ComponentProps } from "react";
import { cx } from "./cx";
import { fieldStyles } from "./input";

/** Several lines of text; `className="font-mono"` for code. */
export function Textarea({ className, rows = 4, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      rows={rows}
      className={cx(fieldStyles, "min-h-16 px-2.5 py-1.5 max-md:text-base", className)}
      {...props}
    />
  );
}
