import Link from "next/link";
import type { RelationRow } from "@/lib/catalog";
import { Card } from "@/lib/ui/card";
import { EntityLink } from "../../../../../_components/entity-link";
import { RELATION_WORDS, relationWords } from "../../../../../_components/relation-words";

type RelationsCardProps = {
  readonly slug: string;
  readonly relations: readonly RelationRow[];
  /** rows per group before "and N more" */
  readonly visible?: number;
  readonly moreHref?: string;
};

/** Relations in both directions, grouped and counted. */
export function RelationsCard({
  slug,
  relations,
  visible = Number.POSITIVE_INFINITY,
  moreHref,
}: RelationsCardProps) {
  const order = Object.keys(RELATION_WORDS);
  const types = [...new Set(relations.map((relation) => relation.type))].sort(
    (a, b) => order.indexOf(a) - order.indexOf(b),
  );
  if (types.length === 0) {
    return (
      <Card title="Relations">
        <p className="text-sm text-ink-muted">
          Nothing is related yet. Relations come from catalog files, from APIs found in the repository and
          from ownership.
        </p>
      </Card>
    );
  }
  return (
    <Card title="Relations" actions={<span className="tabular text-ink-muted">{relations.length}</span>}>
      <div className="grid gap-x-6 gap-y-4 sm:grid-cols-2">
        {types.map((type) => {
          const rows = relations.filter((relation) => relation.type === type);
          return (
            <section key={type} className="min-w-0">
              <h3 className="mb-1 text-xs text-ink-muted">
                {relationWords(type)} <span className="tabular text-ink-faint">{rows.length}</span>
              </h3>
              <ul className="grid gap-1">
                {rows.slice(0, visible).map((row) => (
                  <li key={row.targetRef} className="flex min-w-0">
                    <EntityLink
                      slug={slug}
                      entityRef={row.targetRef}
                      title={row.title ?? undefined}
                      kind={row.kind ?? row.targetRef.split(":")[0] ?? ""}
                      type={row.entityType ?? undefined}
                    />
                  </li>
                ))}
              </ul>
              {rows.length > visible && moreHref ? (
                <Link href={moreHref} className="text-xs text-accent-ink hover:underline">
                  and {rows.length - visible} more
                </Link>
              ) : null}
            </section>
          );
        })}
      </div>
    </Card>
  );
}
