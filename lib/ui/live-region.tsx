import type { ReactNode } from "react";

/** Says what changed to screen readers only. Always mounted; change its text. */
export function LiveRegion({
  children,
  urgent,
}: {
  readonly children: ReactNode;
  readonly urgent?: boolean | undefined;
}) {
  return (
    <div aria-live={urgent ? "assertive" : "polite"} aria-atomic="true" className="sr-only">
      {children}
    </div>
  );
}
