import Link from "next/link";
import { type EntityView, readGraph } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { Card } from "@/lib/ui/card";
import { RelationGraph } from "@/lib/ui/graph/relation-graph";
import { entityPath } from "../../../../../_components/entity-link";
import { kindTitle } from "../../../../../_components/kind-title";
import { relationWords } from "./relation-words";
import { RelationsCard } from "./relations-card";

type RelationsTabProps = {
  readonly ctx: TenantContext;
  readonly view: EntityView;
  readonly base: string;
  readonly depth: number;
};

/** The neighbourhood as a graph and, for every reader, as lists. */
export async function RelationsTab({ ctx, view, base, depth }: RelationsTabProps) {
  const graph = await readGraph(ctx, view.entity.ref, depth);
  return (
    <div className="grid gap-4">
      <Card
        flush
        title="Graph"
        actions={
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
        }
      >
        <RelationGraph
          label={`Relations of ${view.entity.title}`}
          nodes={graph.nodes.map((node) => ({
            id: node.ref,
            kind: node.kind,
            title: node.ref === view.entity.ref ? view.entity.title : node.title,
            detail: kindTitle(node.kind),
            href: entityPath(ctx.slug, node.ref),
            current: node.ref === view.entity.ref,
            missing: !node.known,
          }))}
          edges={graph.edges.map((edge) => ({
            source: edge.from,
            target: edge.to,
            label: relationWords(edge.type),
          }))}
        />
        {graph.cut ? (
          <p className="border-t border-line px-4 py-2 text-xs text-ink-muted">
            More neighbours exist; the graph shows the first {graph.nodes.length}. The lists below are
            complete for this entity.
          </p>
        ) : null}
      </Card>
      <RelationsCard slug={ctx.slug} relations={view.relations} />
    </div>
  );
}
