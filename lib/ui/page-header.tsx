import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "./breadcrumb";
import { EntityRefText } from "./entity-ref-text";

export type PageHeaderProps = {
  readonly title: ReactNode;
  readonly crumbs?: readonly Crumb[] | undefined;
  /** A `KindTile`, a vendor's mark. */
  readonly icon?: ReactNode;
  /** Ref shown in mono with a copy button. */
  readonly entityRef?: string | undefined;
  /** Badges beside the title. */
  readonly badges?: ReactNode;
  /** One line under the title. */
  readonly description?: ReactNode;
  /** Right: the primary action last. */
  readonly actions?: ReactNode;
  /** `LinkTabs`, sits on the lower edge. */
  readonly tabs?: ReactNode;
};

/** Top of every page: breadcrumb, title with icon, copyable ref, actions right. */
export function PageHeader({
  title,
  crumbs,
  icon,
  entityRef,
  badges,
  description,
  actions,
  tabs,
}: PageHeaderProps) {
  return (
    <header className="mb-5">
      {crumbs && crumbs.length > 0 ? (
        <div className="mb-2.5">
          <Breadcrumb crumbs={crumbs} />
        </div>
      ) : null}
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-3">
        <div className="flex min-w-0 flex-1 basis-72 items-start gap-3">
          {icon}
          <div className="min-w-0">
            <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
              <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
              {badges}
            </div>
            {entityRef ? <EntityRefText value={entityRef} /> : null}
            {description ? <p className="mt-0.5 max-w-prose text-sm text-ink-muted">{description}</p> : null}
          </div>
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {tabs ? <div className="mt-4">{tabs}</div> : null}
    </header>
  );
}
