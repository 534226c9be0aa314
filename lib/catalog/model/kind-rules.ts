import { visible } from "./problem";

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

const NAMED_MAX = 3;

/**
 * What a repository is told that may not declare a kind.
 *
 * @param elsewhere - names of the repositories that may
 */
export function barredWords(
  kind: string,
  elsewhere: readonly string[],
): { readonly message: string; readonly fix: string } {
  const named = elsewhere.slice(0, NAMED_MAX).map((name) => visible(name, 120));
  const more = elsewhere.length - named.length;
  const places = more > 0 ? [...named, `${more} more`] : named;
  const where = new Intl.ListFormat("en", { type: "disjunction" }).format(places);
  return {
    message: `This repository may not declare entities of kind ${kind}; ${elsewhere.length > 0 ? "others may" : "none may"}, by a rule of this portal`,
    fix: `${elsewhere.length > 0 ? `Move it to ${where}, or remove it` : "Remove it"}; or have an admin change the rule under Settings, GitHub.`,
  };
}
