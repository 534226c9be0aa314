"use client";

import Link from "next/link";
import { Card } from "@/lib/ui/card";
import { EntityLink } from "../../../../../_components/entity-link";
import { relationWords } from "../../../../../_components/relation-words";
import type { RelationGroup } from "./relation-groups";

type RelationsCardProps = {
  readonly slug: string;
  readonly groups: readonly RelationGroup[];
  /** an orphan shows what it stated last, and not what others state about it */
  readonly isOrphan: boolean;
  /** where those are that the groups leave out */
  readonly moreHref?: string;
};

/** Relations in both directions, grouped and counted. Drawn where the page is, so that they travel as data. */
export function RelationsCard({ slug, groups, isOrphan, moreHref }: RelationsCardProps) {
  if (groups.length === 0) {
    return (
      <Card title="Relations">
        <p className="text-sm text-ink-muted">
          {isOrphan
            ? "It stated none. What others state about it is not shown while it is an orphan."
            : "Nothing is related yet. Relations come from catalog files, from APIs found in the repository and from ownership."}
        </p>
      </Card>
    );
  }
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  return (
    <Card title="Relations" actions={<span className="tabular text-ink-muted">{total}</span>}>
      {isOrphan ? (
        <p className="mb-3 text-xs text-ink-muted">
          As it stated last. What others state about it is not shown while it is an orphan.
        </p>
      ) : null}
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {groups.map(({ type, count, shown }) => (
          <section key={type} className="min-w-0">
            <h3 className="mb-1 text-xs text-ink-muted">
              {relationWords(type)} <span className="tabular text-ink-faint">{count}</span>
            </h3>
            <ul className="grid gap-1">
              {shown.map(({ ref, ...entity }) => (
                <li key={ref} className="flex min-w-0">
                  <EntityLink slug={slug} entityRef={ref} {...entity} />
                </li>
              ))}
            </ul>
            {count > shown.length && moreHref ? (
              <Link href={moreHref} className="text-xs text-accent-ink hover:underline">
                and {count - shown.length} more
              </Link>
            ) : null}
          </section>
        ))}
      </div>
    </Card>
  );
}
