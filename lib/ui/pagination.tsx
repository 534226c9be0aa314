import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import { buttonStyles } from "./button-styles";
import { cx } from "./cx";

export type PaginationProps = {
  readonly from: number;
  readonly to: number;
  readonly total: number;
  /** Plural of what is listed: "components". */
  readonly noun: string;
  /** Its singular: "component". */
  readonly one: string;
  readonly previousHref?: string | undefined;
  readonly nextHref?: string | undefined;
};

const figure = (value: number) => value.toLocaleString("en");

/** "1–50 of 1,204 components", or "1 component" when there is no other, and two links. Numbers are exact. */
export function Pagination({ from, to, total, noun, one, previousHref, nextHref }: PaginationProps) {
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center justify-between gap-3 text-xs text-ink-muted">
      <p className="tabular">
        {total === 0
          ? `0 ${noun}`
          : total === 1
            ? `1 ${one}`
            : `${figure(from)}–${figure(to)} of ${figure(total)} ${noun}`}
      </p>
      <div className="flex gap-1">
        <PageLink href={previousHref} label="Previous page" icon={<ChevronLeft aria-hidden="true" />} />
        <PageLink href={nextHref} label="Next page" icon={<ChevronRight aria-hidden="true" />} />
      </div>
    </nav>
  );
}

function PageLink({
  href,
  label,
  icon,
}: {
  readonly href: string | undefined;
  readonly label: string;
  readonly icon: React.ReactNode;
}) {
  const classes = cx(buttonStyles({ size: "sm" }), "w-7 px-0");
  if (href === undefined) {
    return (
      <span aria-hidden="true" aria-disabled="true" className={classes}>
        {icon}
      </span>
    );
  }
  return (
    <Link href={href} aria-label={label} title={label} className={classes}>
      {icon}
    </Link>
  );
}
