import type { LiveRepository } from "@/lib/catalog";

export type Lack = "failed" | "no_component" | "no_owner" | "unresolved_owner";

export type Completeness = {
  readonly live: number;
  /** with a component whose owner is in the catalog */
  readonly owned: number;
};

/** What a live repository lacks; undefined when it has an owned component. */
export function lackOf({ components, verdict }: LiveRepository): Lack | undefined {
  if (components.some((component) => component.owned)) return undefined;
  if (components.length === 0) return verdict === "failed" ? "failed" : "no_component";
  return components.some((component) => component.ownerRef !== undefined) ? "unresolved_owner" : "no_owner";
}

/** The team a repository counts for: that of its first owned component, else the one it names; "" when it names none. */
export function teamOf({ components }: LiveRepository): string {
  const component = components.find(({ owned }) => owned) ?? components.find(({ ownerRef }) => ownerRef);
  return component?.ownerRef ?? "";
}

export function completenessOf(repositories: readonly LiveRepository[]): Completeness {
  return {
    live: repositories.length,
    owned: repositories.filter((repository) => lackOf(repository) === undefined).length,
  };
}

/** By team, the least complete first; repositories that name nobody are a line of their own ("") and come first. */
export function completenessByTeam(
  repositories: readonly LiveRepository[],
): readonly (Completeness & { readonly team: string })[] {
  const groups = new Map<string, LiveRepository[]>();
  for (const repository of repositories) {
    const group = groups.get(teamOf(repository));
    if (group) group.push(repository);
    else groups.set(teamOf(repository), [repository]);
  }
  return [...groups]
    .map(([team, members]) => ({ team, ...completenessOf(members) }))
    .sort((a, b) => a.owned / a.live - b.owned / b.live || b.live - a.live || (a.team < b.team ? -1 : 1));
}
