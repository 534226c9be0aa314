import { buildOrg } from "./build-org";
import type { OrgSeed } from "./seed";
import { syntheticOrg } from "./synthetic";
import type { Org, Person, Repo } from "./types";

/** Every organisation this stand-in knows. Synthetic ones come into being when first named. */
export interface World {
  readonly epochMs: number;
  findOrg(login: string): Org | undefined;
  findOrgById(id: number): Org | undefined;
  /** By current name, else by a former one. */
  findRepo(owner: string, name: string): Repo | undefined;
  findRepoById(id: number): Repo | undefined;
  listOrgs(): readonly Org[];
  findPerson(login: string): Person | undefined;
  place(repo: Repo): void;
  remove(repo: Repo): void;
  /** Old names keep leading to the repository, as on GitHub. */
  redirect(owner: string, name: string, repo: Repo): void;
  /** Repositories in the order GraphQL pages them. */
  sorted(
    org: Org,
    field: "NAME" | "PUSHED_AT" | "CREATED_AT" | "UPDATED_AT",
    descending: boolean,
  ): readonly Repo[];
}

const orderKeys = {
  NAME: (r: Repo) => r.name.toLowerCase(),
  PUSHED_AT: (r: Repo) => r.pushedAt,
  CREATED_AT: (r: Repo) => r.createdAt,
  UPDATED_AT: (r: Repo) => r.updatedAt,
};

export function createWorld(seeds: readonly OrgSeed[], epochMs: number): World {
  const orgs = new Map<string, Org>();
  const repos = new Map<number, Repo>();
  const redirects = new Map<string, number>();
  const orders = new Map<string, readonly Repo[]>();
  const key = (owner: string, name: string) => `${owner}/${name}`.toLowerCase();

  function add(seed: OrgSeed): Org {
    const org = buildOrg(seed, epochMs);
    orgs.set(org.login.toLowerCase(), org);
    for (const repo of org.repos.values()) repos.set(repo.id, repo);
    return org;
  }
  for (const seed of seeds) add(seed);

  function findOrg(login: string): Org | undefined {
    const known = orgs.get(login.toLowerCase());
    if (known !== undefined) return known;
    const seed = syntheticOrg(login.toLowerCase());
    return seed === undefined ? undefined : add(seed);
  }

  return {
    epochMs,
    findOrg,
    findOrgById: (id) => [...orgs.values()].find((org) => org.id === id),
    findRepo(owner, name) {
      const repo = findOrg(owner)?.repos.get(name.toLowerCase());
      const moved = redirects.get(key(owner, name));
      return repo ?? (moved === undefined ? undefined : repos.get(moved));
    },
    findRepoById: (id) => repos.get(id),
    listOrgs: () => [...orgs.values()],
    findPerson(login) {
      for (const org of orgs.values()) {
        const person = org.people.get(login);
        if (person !== undefined) return person;
      }
      return undefined;
    },
    place(repo) {
      repo.owner.repos.set(repo.name.toLowerCase(), repo);
      repos.set(repo.id, repo);
      redirects.delete(key(repo.owner.login, repo.name));
      orders.clear();
    },
    remove(repo) {
      repo.owner.repos.delete(repo.name.toLowerCase());
      repos.delete(repo.id);
      orders.clear();
    },
    redirect(owner, name, repo) {
      redirects.set(key(owner, name), repo.id);
    },
    sorted(org, field, descending) {
      const cacheKey = `${org.id} ${field} ${descending}`;
      const known = orders.get(cacheKey);
      if (known !== undefined) return known;
      const of = orderKeys[field];
      const list = [...org.repos.values()].sort((a, b) =>
        of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : a.id - b.id,
      );
      if (descending) list.reverse();
      orders.set(cacheKey, list);
      return list;
    },
  };
}
