import Link from "next/link";
import { type EntityView, readGraph } from "@/lib/catalog";
import { graphQuery, graphSearchSchema } from "@/lib/catalog/client";
import type { TenantContext } from "@/lib/platform/context";
import { Card } from "@/lib/ui/card";
import { RelationGraph } from "@/lib/ui/graph/relation-graph";
import { readKindWords } from "../../../../../_components/own-kinds";
import { graphParts } from "../../../../graph/_components/graph-parts";
import { groupRelations } from "./relation-groups";
import { RelationsCard } from "./relations-card";

type RelationsTabProps = {
  readonly ctx: TenantContext;
  readonly view: EntityView;
  readonly base: string;
  readonly depth: number;
};

const NODES_MAX = 120;

/** The neighbourhood as a graph and, for every reader, as lists. */
export async function RelationsTab({ ctx, view, base, depth }: RelationsTabProps) {
  const { ref, title } = view.entity;
  const search = graphSearchSchema.parse({ root: ref, depth });
  const graph = await readGraph(ctx, search, NODES_MAX);
  return (
    <div className="grid gap-4">
      <Card
        flush
        title="Graph"
        actions={
          <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
            <nav aria-label="Depth" className="flex items-center gap-1">
              <span className="text-ink-muted">Steps</span>
              {[1, 2, 3, 4].map((step) => (
                <Link
                  key={step}
                  href={`${base}?tab=relations&depth=${step}`}
                  aria-current={step === depth ? "true" : undefined}
                  className="tabular rounded-md px-2 py-0.5 hover:bg-hover aria-[current=true]:bg-selected aria-[current=true]:font-medium"
                >
                  {step}
                </Link>
              ))}
            </nav>
            <Link
              href={`/${ctx.slug}/catalog/graph${graphQuery(search)}`}
              className="rounded-sm text-accent-ink hover:underline"
            >
              Explore
            </Link>
          </div>
        }
      >
        <RelationGraph
          label={`Relations of ${title}`}
          fitKey={`${ref} ${depth}`}
          {...graphParts(ctx.slug, graph, { words: await readKindWords(ctx), toggles: false })}
        />
        {graph.full ? (
          <p className="border-t border-line px-4 py-2 text-xs text-ink-muted">
            More neighbours exist; the graph shows the first {graph.nodes.length}. The lists below are
            complete for this entity.
          </p>
        ) : null}
      </Card>
      <RelationsCard
        slug={ctx.slug}
        groups={groupRelations(view.relations)}
        isOrphan={view.entity.orphanedAt !== null}
      />
    </div>
  );
}
