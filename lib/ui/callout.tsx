import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cx } from "./cx";
import { type Tone, toneSoft, toneText } from "./tone";

export type CalloutProps = {
  readonly tone?: Exclude<Tone, "neutral" | "accent"> | undefined;
  readonly title?: ReactNode;
  readonly children?: ReactNode;
  /** Right-hand side: the fix. */
  readonly action?: ReactNode;
  /** One line, as at the top of an entity page. */
  readonly line?: boolean | undefined;
};

const icons = { ok: CircleCheck, warn: TriangleAlert, bad: CircleAlert, info: Info } as const;

/** A problem or a note in the flow of a page, with its fix. */
export function Callout({ tone = "info", title, children, action, line }: CalloutProps) {
  const Icon = icons[tone];
  return (
    <div
      role={tone === "bad" ? "alert" : undefined}
      className={cx(
        "flex items-start gap-x-2.5 gap-y-2 rounded-lg border px-3 text-sm text-ink",
        line ? "py-1.5" : "py-2.5 max-sm:flex-wrap",
        toneSoft[tone],
        "text-ink",
      )}
    >
      <Icon className={cx("mt-0.5 size-4 shrink-0", toneText[tone])} aria-hidden="true" />
      <div className={cx("min-w-0 flex-1", !line && "max-sm:basis-[calc(100%-2rem)]")}>
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className={title ? "text-ink-muted" : undefined}>{children}</div> : null}
      </div>
      {action ? (
        <div className={cx("flex shrink-0 items-center gap-2", !line && "max-sm:pl-6.5")}>{action}</div>
      ) : null}
    </div>
  );
}
