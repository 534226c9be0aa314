"use client";

import { Download } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { type GraphSearch, graphQuery, withToggled } from "@/lib/catalog/client";
import { Button } from "@/lib/ui/button";
import { DropdownMenu } from "@/lib/ui/dropdown-menu";
import type { RelationEdge, RelationNode } from "@/lib/ui/graph/graph-data";
import { RelationGraph } from "@/lib/ui/graph/relation-graph";
import { KindDot } from "@/lib/ui/kind-icon";
import { useKindWords } from "@/lib/ui/own-kinds";
import { Spinner } from "@/lib/ui/spinner";

type GraphExplorerProps = {
  readonly base: string;
  readonly search: GraphSearch;
  readonly title: string;
  readonly nodes: readonly RelationNode[];
  readonly edges: readonly RelationEdge[];
};

function save(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The graph with its legend and its files. Its state is the page's address. */
export function GraphExplorer({ base, search, title, nodes, edges }: GraphExplorerProps) {
  const router = useRouter();
  const words = useKindWords();
  const [pending, startTransition] = useTransition();
  const toggle = (ref: string, action: "open" | "close") =>
    startTransition(() =>
      router.push(`${base}${graphQuery(withToggled(search, ref, action))}`, { scroll: false }),
    );
  const file = title.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "graph";
  async function draw(kind: "svg" | "mermaid"): Promise<void> {
    const { graphMermaid, graphSvg } = await import("@/lib/ui/graph/graph-svg");
    if (kind === "svg")
      save(`${file}.svg`, "image/svg+xml", graphSvg({ nodes, edges, title, kindTitle: words.title }));
    else save(`${file}.mmd`, "text/plain", graphMermaid({ nodes, edges }));
  }
  const json = () =>
    save(
      `${file}.json`,
      "application/json",
      JSON.stringify(
        {
          nodes: nodes.map(({ id, kind, title: name, missing }) => ({ ref: id, kind, title: name, missing })),
          edges,
        },
        undefined,
        2,
      ),
    );
  const kinds = [...new Set(nodes.map((node) => node.kind))];
  return (
    <div className="grid gap-2">
      <RelationGraph
        label={title}
        nodes={nodes}
        edges={edges}
        wheel
        onToggle={toggle}
        fitKey={graphQuery({ ...search, open: [], closed: [] })}
        className="h-[max(24rem,calc(100dvh-21rem))]!"
      />
      <div className="flex items-start justify-between gap-x-4 gap-y-2 text-xs text-ink-muted max-sm:flex-wrap">
        <ul aria-label="Legend" className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          {kinds.map((kind) => (
            <li key={kind} className="flex items-center gap-1.5">
              <KindDot kind={kind} />
              {words.plural(kind)}
            </li>
          ))}
          <li className="flex items-center gap-1.5">
            <span aria-hidden="true" className="h-3 w-4 rounded-xs border border-accent" />
            Where it begins
          </li>
          {nodes.some((node) => node.missing) ? (
            <li className="flex items-center gap-1.5">
              <span
                aria-hidden="true"
                className="h-3 w-4 rounded-xs border border-dashed border-line-field"
              />
              Not in the catalog
            </li>
          ) : null}
          <li>Arrow keys walk, Enter opens, + and − show and put away</li>
        </ul>
        <div className="flex shrink-0 items-center gap-2">
          {pending ? <Spinner /> : null}
          <DropdownMenu
            trigger={
              <Button size="sm">
                <Download aria-hidden="true" />
                Export
              </Button>
            }
            groups={[
              {
                id: "files",
                items: [
                  { id: "svg", label: "SVG picture", onSelect: () => void draw("svg") },
                  { id: "mermaid", label: "Mermaid", onSelect: () => void draw("mermaid") },
                  { id: "json", label: "JSON", onSelect: json },
                ],
              },
            ]}
          />
        </div>
      </div>
    </div>
  );
}
