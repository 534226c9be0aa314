import type { ComponentProps, ReactNode } from "react";
import { cx } from "./cx";

export type CardProps = Omit<ComponentProps<"section">, "title"> & {
  readonly title?: ReactNode;
  /** One muted line under the title. */
  readonly description?: ReactNode;
  readonly icon?: ReactNode;
  /** Right of the title: buttons, a link, a count. */
  readonly actions?: ReactNode;
  readonly footer?: ReactNode;
  /** No padding around the body: tables and lists that draw their own rows. */
  readonly flush?: boolean | undefined;
  readonly headingLevel?: 2 | 3 | undefined;
};

/** A bordered group with an optional head and foot. No shadow: only what floats has one. */
export function Card({
  title,
  description,
  icon,
  actions,
  footer,
  flush,
  headingLevel = 2,
  className,
  children,
  ...props
}: CardProps) {
  const Heading = headingLevel === 2 ? "h2" : "h3";
  return (
    <section className={cx("min-w-0 rounded-lg border border-line bg-surface", className)} {...props}>
      {title || actions ? (
        <header className={cx("flex min-h-11 items-center gap-2 px-4 py-2", flush && "border-b border-line")}>
          {icon ? <span className="text-ink-faint [&_svg]:size-4">{icon}</span> : null}
          <div className="min-w-0 flex-1">
            <Heading className="truncate text-sm font-semibold">{title}</Heading>
            {description ? <p className="text-xs text-ink-muted">{description}</p> : null}
          </div>
          {actions ? <div className="flex shrink-0 items-center gap-1.5 text-xs">{actions}</div> : null}
        </header>
      ) : null}
      <div
        data-flush={flush || undefined}
        className={cx(
          !flush && (title || actions ? "px-4 pb-4" : "p-4"),
          flush && "overflow-clip rounded-b-lg",
        )}
      >
        {children}
      </div>
      {footer ? (
        <footer className="flex items-center gap-3 border-t border-line bg-canvas px-4 py-2.5 text-xs text-ink-muted rounded-b-lg">
          {footer}
        </footer>
      ) : null}
    </section>
  );
}
