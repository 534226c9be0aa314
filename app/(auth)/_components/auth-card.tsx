import type { ReactNode } from "react";

/** The one panel of a sign-in or sign-up page. */
export function AuthCard({
  title,
  lead,
  children,
  footer,
}: {
  readonly title: ReactNode;
  readonly lead?: ReactNode;
  readonly children?: ReactNode;
  readonly footer?: ReactNode;
}) {
  return (
    <>
      <section className="rounded-lg border border-line bg-surface p-6 shadow-card">
        <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
        {lead ? <p className="mt-1 text-sm text-ink-muted">{lead}</p> : null}
        {children ? <div className="mt-5 grid gap-4">{children}</div> : null}
      </section>
      {footer ? <div className="mt-4 text-center text-sm text-ink-muted">{footer}</div> : null}
    </>
  );
}

export function OrLine() {
  return (
    <div className="flex items-center gap-3 text-xs text-ink-muted" aria-hidden="true">
      <span className="h-px flex-1 bg-line" />
      or
      <span className="h-px flex-1 bg-line" />
    </div>
  );
}
