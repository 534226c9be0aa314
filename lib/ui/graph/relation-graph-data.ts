export type RelationNode = {
  readonly id: string;
  readonly kind: string;
  readonly type?: string | undefined;
  readonly title: string;
  readonly href: string;
  readonly detail?: string | undefined;
  /** The entity whose page this is. */
  readonly current?: boolean | undefined;
  /** Named by a relation but not in the catalog. */
  readonly missing?: boolean | undefined;
};

export type RelationEdge = { readonly source: string; readonly target: string; readonly label: string };

export type RelationGraphProps = {
  readonly nodes: readonly RelationNode[];
  readonly edges: readonly RelationEdge[];
  /** Said to screen readers: "Relations of payments-api". */
  readonly label: string;
  readonly className?: string | undefined;
};
