export type RelationNode = {
  readonly id: string;
  readonly kind: string;
  readonly type?: string | undefined;
  readonly title: string;
  readonly href: string;
  readonly detail?: string | undefined;
  /** The entity whose page this is, or where the graph begins. */
  readonly current?: boolean | undefined;
  /** Named by a relation but not in the catalog. */
  readonly missing?: boolean | undefined;
  /** Neighbours that are not in the graph. */
  readonly hidden?: number | undefined;
  /** What the button at its edge does; without one there is no button. */
  readonly toggle?: "open" | "close" | undefined;
};

/** Points from `source` to `target`. */
export type RelationEdge = { readonly source: string; readonly target: string; readonly label: string };

export type RelationGraphProps = {
  readonly nodes: readonly RelationNode[];
  readonly edges: readonly RelationEdge[];
  /** Said to screen readers: "Relations of payments-api". */
  readonly label: string;
  /** A change of it fits the view anew; any other change of nodes keeps the place. */
  readonly fitKey?: string | undefined;
  /** The whole page is the graph: the wheel zooms. */
  readonly wheel?: boolean | undefined;
  readonly onToggle?: ((id: string, action: "open" | "close") => void) | undefined;
  readonly className?: string | undefined;
};
