import Link from "next/link";
import { Button } from "@/lib/ui/button";

/** "1,204 changes" and the way to older ones. Lists that move while they are read have no page numbers. */
export function NextPage({
  text,
  firstHref,
  nextHref,
  nextLabel,
}: {
  readonly text: string;
  readonly firstHref: string | undefined;
  readonly nextHref: string | undefined;
  readonly nextLabel: string;
}) {
  return (
    <nav aria-label="Pages" className="mt-3 flex items-center justify-between gap-3 text-xs text-ink-muted">
      <p className="tabular">{text}</p>
      <div className="flex gap-1">
        {firstHref ? (
          <Button asChild size="sm">
            <Link href={firstHref}>First page</Link>
          </Button>
        ) : null}
        {nextHref ? (
          <Button asChild size="sm">
            <Link href={nextHref}>{nextLabel}</Link>
          </Button>
        ) : null}
      </div>
    </nav>
  );
}
