import { daysBefore, makeCommits, makePulls, makeRuns } from "./activity";
import { makeFiles } from "./files";
import { stableId } from "./hash";
import { countLanguages } from "./languages";
import type { OrgSeed, RepoSeed } from "./seed";
import type { Branch, Files, Org, Person, Repo, Team } from "./types";

/** Computes once, on first use: an organisation of 50,000 repositories must not be read to be listed. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Turns what a seed says of a repository into a live one. */
export function makeRepo(org: Org, seed: RepoSeed, epochMs: number): Repo {
  const pushedAt = seed.pushedAt ?? daysBefore(epochMs, seed.pushedDaysAgo ?? 10);
  const defaultBranch = seed.branch ?? "main";
  const files = lazy((): Files => makeFiles(seed.name, seed.files?.() ?? {}));
  const branches = lazy((): Map<string, Branch> => {
    if (seed.empty === true) return new Map();
    return new Map([
      [defaultBranch, { name: defaultBranch, commits: makeCommits(org, seed, files(), pushedAt) }],
    ]);
  });
  const repo: Repo = {
    id: seed.id ?? stableId(org.login, seed.name),
    owner: org,
    name: seed.name,
    description: seed.description,
    homepage: seed.homepage,
    private: seed.private ?? false,
    archived: seed.archived ?? false,
    fork: seed.fork ?? false,
    defaultBranch,
    topics: seed.topics ?? [],
    license: seed.license,
    createdAt:
      seed.createdDaysAgo === undefined
        ? daysBefore(Date.parse(pushedAt), 400)
        : daysBefore(epochMs, seed.createdDaysAgo),
    pushedAt,
    updatedAt: pushedAt,
    truncatedTree: seed.truncatedTree ?? false,
    branches,
    languages: () => {
      const tip = branches().get(repo.defaultBranch)?.commits[0].files;
      // A seed's own figures hold until someone pushes.
      if (seed.languages !== undefined && (tip === undefined || tip === files())) return seed.languages;
      return tip === undefined ? {} : countLanguages(tip);
    },
    pulls: lazy(() => makePulls(org, seed, epochMs)),
    runs: lazy(() => makeRuns(org, seed, files(), epochMs)),
  };
  return repo;
}

function makePerson(orgLogin: string, login: string, name: string, email?: string): Person {
  return {
    id: stableId("user", login.toLowerCase()),
    login,
    name,
    email: email ?? `${login}@${orgLogin.toLowerCase()}.example`,
  };
}

/** Turns a seed into a live organisation. Same seed and epoch, same organisation. */
export function buildOrg(seed: OrgSeed, epochMs: number): Org {
  const org: Org = {
    id: stableId("org", seed.login.toLowerCase()),
    login: seed.login,
    name: seed.name,
    description: seed.description,
    people: new Map(
      seed.members.map((member) => [
        member.login,
        makePerson(seed.login, member.login, member.name, member.email),
      ]),
    ),
    roles: new Map(seed.members.map((member) => [member.login, member.role ?? "member"])),
    teams: new Map(),
    repos: new Map(),
  };
  for (const repo of seed.repos) org.repos.set(repo.name.toLowerCase(), makeRepo(org, repo, epochMs));
  for (const team of seed.teams) {
    const members: Team["members"] = new Map(team.members.map((login) => [login, "member"]));
    for (const login of team.maintainers ?? []) members.set(login, "maintainer");
    const repos: Team["repos"] = new Map();
    for (const [name, permission] of Object.entries(team.repos)) {
      const repo = org.repos.get(name.toLowerCase());
      if (repo === undefined)
        throw new Error(`team ${team.slug} of ${seed.login} names the unknown repository "${name}"`);
      repos.set(repo.id, permission);
    }
    org.teams.set(team.slug, {
      id: stableId("team", seed.login, team.slug),
      slug: team.slug,
      name: team.name,
      description: team.description,
      parent: team.parent,
      members,
      repos,
    });
  }
  return org;
}
