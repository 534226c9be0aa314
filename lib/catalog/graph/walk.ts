import type { RelationEnd } from "../served/served-catalog";
import { drawnEdge, type Edge } from "./drawn-relation";
import type { Direction, GraphSearch } from "./graph-search";

export type KnownEntity = {
  readonly title: string;
  readonly kind: string;
  readonly type: string | undefined;
  readonly ownerRef: string | undefined;
};

/** What the walk asks of the catalog; each answer is of one moment. */
export type GraphSource = {
  /** undefined: named by somebody, but not in the catalog */
  readonly entity: (ref: string) => KnownEntity | undefined;
  readonly relations: (ref: string) => readonly RelationEnd[];
};

export type GraphNode = {
  readonly ref: string;
  readonly title: string;
  readonly kind: string;
  readonly type: string | undefined;
  readonly known: boolean;
  readonly root: boolean;
  /** steps from the nearest root */
  readonly depth: number;
  /** neighbours under the same filters that are not in the graph */
  readonly hidden: number;
  /** hidden ones could be shown; the graph is not full */
  readonly canOpen: boolean;
  /** has neighbours of its own in the graph, which can be put away */
  readonly canClose: boolean;
};

export type Graph = {
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly Edge[];
  /** the limit on nodes was met: neighbours of some are left out */
  readonly full: boolean;
};

export const NODES_MAX = 500;
/** Of one node, unless it is opened: a team with 2,000 components would fill the graph alone. */
const NEIGHBOURS_MAX = 60;

export type WalkInput = Pick<
  GraphSearch,
  "root" | "whole" | "depth" | "direction" | "kind" | "relation" | "open" | "closed"
>;

type Step = { readonly ref: string; readonly edge: Edge };

/** What belongs to an entity as a whole: its parts, what it owns, and those of its children. */
const BELONGS = new Set(["hasPart", "ownerOf", "parentOf"]);

function wholeOf(source: GraphSource, roots: readonly string[], max: number): readonly string[] {
  const found = new Set(roots);
  for (const ref of found) {
    for (const { type, targetRef } of source.relations(ref)) {
      if (found.size >= max) return [...found];
      if (BELONGS.has(type)) found.add(targetRef);
    }
  }
  return [...found];
}

function goes(direction: Direction, ref: string, edge: Edge): boolean {
  if (direction === "both") return true;
  return direction === "out" ? edge.from === ref : edge.to === ref;
}

const kindOfRef = (ref: string) => ref.slice(0, Math.max(0, ref.indexOf(":")));
const nameOfRef = (ref: string) => ref.slice(ref.indexOf("/") + 1);

/**
 * The neighbourhood of some entities, nearest first.
 *
 * At most 500 nodes, and of one node 60 neighbours unless it is opened; each node says how many of its neighbours are left
 * out. Edges are all those between the nodes found. Cost: the relations of every node in the graph, once.
 */
export function walkGraph(source: GraphSource, input: WalkInput, nodesMax = NODES_MAX): Graph {
  const [kinds, relations] = [new Set(input.kind), new Set(input.relation)];
  const [open, closed] = [new Set(input.open), new Set(input.closed)];
  // What neither is in the catalog nor is named by anything in it does not exist: a mistyped address draws nothing.
  const begun = input.root.filter(
    (ref) => source.entity(ref) !== undefined || source.relations(ref).length > 0,
  );
  const roots = (input.whole ? wholeOf(source, begun, nodesMax) : begun).slice(0, nodesMax);
  const isRoot = new Set(roots);
  const steps = new Map<string, readonly Step[]>();
  const stepsOf = (ref: string): readonly Step[] => {
    const known = steps.get(ref);
    if (known) return known;
    const made = source.relations(ref).flatMap((relation): Step[] => {
      const edge = drawnEdge(ref, relation);
      const other = relation.targetRef;
      if (other === ref || (relations.size > 0 && !relations.has(edge.type))) return [];
      if (kinds.size > 0 && !isRoot.has(other) && !kinds.has(kindOfRef(other))) return [];
      return [{ ref: other, edge }];
    });
    steps.set(ref, made);
    return made;
  };
  const neighboursOf = (ref: string) => [
    ...new Set(
      stepsOf(ref).flatMap(({ ref: other, edge }) => (goes(input.direction, ref, edge) ? [other] : [])),
    ),
  ];

  const depths = new Map(roots.map((ref) => [ref, 0]));
  const parents = new Map<string, string>();
  let full = false;
  // A Map walks on into what is added while it is walked: nearest first.
  for (const [ref, depth] of depths) {
    if (closed.has(ref) || (depth >= input.depth && !open.has(ref))) continue;
    const fresh = neighboursOf(ref).filter((other) => !depths.has(other));
    for (const other of open.has(ref) ? fresh : fresh.slice(0, NEIGHBOURS_MAX)) {
      if (depths.size >= nodesMax) {
        full = true;
        break;
      }
      depths.set(other, depth + 1);
      parents.set(other, ref);
    }
  }

  const edges = new Map<string, Edge>();
  for (const ref of depths.keys())
    for (const { edge } of stepsOf(ref))
      if (depths.has(edge.from) && depths.has(edge.to))
        edges.set(`${edge.from} ${edge.type} ${edge.to}`, edge);

  const withChildren = new Set(parents.values());
  const nodes = [...depths].map(([ref, depth]): GraphNode => {
    const entity = source.entity(ref);
    const hidden = neighboursOf(ref).filter((other) => !depths.has(other)).length;
    return {
      ref,
      title: entity?.title ?? nameOfRef(ref),
      kind: entity?.kind ?? kindOfRef(ref),
      type: entity?.type,
      known: entity !== undefined,
      root: isRoot.has(ref),
      depth,
      hidden,
      canOpen: hidden > 0 && depths.size < nodesMax,
      canClose: withChildren.has(ref),
    };
  });
  return { nodes, edges: [...edges.values()], full };
}
