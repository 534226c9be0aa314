import Link from "next/link";
import type { GraphView } from "@/lib/catalog";
import { type GraphSearch, graphQuery } from "@/lib/catalog/client";
import { Badge } from "@/lib/ui/badge";
import { Card } from "@/lib/ui/card";
import { KindName } from "@/lib/ui/own-kinds";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/lib/ui/table";
import { EntityLink } from "../../../_components/entity-link";
import { relationWords } from "../../../_components/relation-words";

type GraphTableProps = {
  readonly slug: string;
  readonly base: string;
  readonly search: GraphSearch;
  readonly graph: GraphView;
};

type Said = { readonly words: string; readonly ref: string };

/** The same graph as rows: for readers of a screen reader, for copying and for the phone. */
export function GraphTable({ slug, base, search, graph }: GraphTableProps) {
  const said = new Map<string, Said[]>();
  for (const { from, to, type } of graph.edges)
    said.set(from, [...(said.get(from) ?? []), { words: relationWords(type), ref: to }]);
  const byRef = new Map(graph.nodes.map((node) => [node.ref, node]));
  return (
    <Card flush>
      <Table caption="Entities of the graph and their relations">
        <TableHead>
          <TableRow>
            <TableHeader>Entity</TableHeader>
            <TableHeader>Kind</TableHeader>
            <TableHeader numeric>Steps</TableHeader>
            <TableHeader>Relations in this graph</TableHeader>
            <TableHeader numeric>Not shown</TableHeader>
          </TableRow>
        </TableHead>
        <TableBody>
          {graph.nodes.map((node) => (
            <TableRow key={node.ref}>
              <TableCell>
                <EntityLink
                  slug={slug}
                  entityRef={node.ref}
                  title={node.known ? node.title : undefined}
                  kind={node.kind}
                  type={node.type}
                />
              </TableCell>
              <TableCell>
                <span className="text-ink-muted">
                  <KindName kind={node.kind} />
                </span>
              </TableCell>
              <TableCell numeric>{node.depth === 0 ? <Badge>begins</Badge> : node.depth}</TableCell>
              <TableCell>
                <ul className="grid gap-0.5 py-1">
                  {(said.get(node.ref) ?? []).map(({ words, ref }) => {
                    const other = byRef.get(ref);
                    return (
                      <li key={`${words} ${ref}`} className="flex min-w-0 items-center gap-1.5">
                        <span className="shrink-0 text-xs text-ink-muted">{words}</span>
                        <EntityLink
                          slug={slug}
                          entityRef={ref}
                          title={other?.known ? other.title : undefined}
                          kind={other?.kind ?? ""}
                          type={other?.type}
                        />
                      </li>
                    );
                  })}
                </ul>
              </TableCell>
              <TableCell numeric>
                {node.hidden > 0 ? (
                  <Link
                    href={`${base}${graphQuery({ ...search, root: [node.ref], open: [], closed: [] })}`}
                    className="text-accent-ink hover:underline"
                    aria-label={`Begin the graph with ${node.title}: ${node.hidden} more neighbours`}
                  >
                    {node.hidden.toLocaleString("en")} more
                  </Link>
                ) : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
