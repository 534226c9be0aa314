/** Which repositories may declare a kind. Kinds without a rule may be declared by all of them. */
export type KindRule = {
  /** lower case */
  readonly kind: string;
  /** none: no repository may */
  readonly repositories: readonly { readonly id: string; readonly name: string }[];
};

/** Asks whether one repository may declare a kind. @returns undefined when it may, else the names of those that may */
export type KindGate = (kind: string) => readonly string[] | undefined;

/** The gate of one repository under the tenant's rules. */
export function kindGate(rules: readonly KindRule[], repositoryId: string): KindGate {
  const barred = new Map(
    rules
      .filter(({ repositories }) => !repositories.some(({ id }) => id === repositoryId))
      .map(({ kind, repositories }) => [kind, repositories.map(({ name }) => name)]),
  );
  return (kind) => barred.get(kind.toLowerCase());
}
