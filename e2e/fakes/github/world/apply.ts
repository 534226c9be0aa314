import { authorOf } from "./activity";
import { makeRepo } from "./build-org";
import type { Change, JournalEntry } from "./change";
import { makeFile, textFile } from "./files";
import { fakeSha, stableId } from "./hash";
import { ImpossibleChange } from "./impossible-change";
import { mergePull, openPull } from "./pulls";
import type { Branch, Commit, File, Org, Repo, Team } from "./types";
import type { World } from "./world";

function requireOrg(world: World, login: string): Org {
  const org = world.findOrg(login);
  if (org === undefined) throw new ImpossibleChange(`no organisation "${login}"`);
  return org;
}

function requireRepo(world: World, org: string, name: string): Repo {
  const repo = world.findRepo(org, name);
  if (repo === undefined) throw new ImpossibleChange(`no repository "${org}/${name}"`);
  return repo;
}

function requireTeam(world: World, org: string, slug: string): Team {
  const team = requireOrg(world, org).teams.get(slug);
  if (team === undefined) throw new ImpossibleChange(`no team "${slug}" in "${org}"`);
  return team;
}

type Of<K extends Change["kind"]> = Extract<Change, { kind: K }>;

function push(world: World, change: Of<"push">, entry: JournalEntry): void {
  const repo = requireRepo(world, change.org, change.repo);
  if (repo.archived)
    throw new ImpossibleChange(`${change.org}/${change.repo} is archived, so it is read-only`);
  const name = change.branch ?? repo.defaultBranch;
  const base: Branch | undefined = repo.branches().get(name) ?? repo.branches().get(repo.defaultBranch);
  const files = new Map<string, File>(base?.commits[0].files ?? []);
  for (const file of change.files) {
    if (file.delete === true) files.delete(file.path);
    else
      files.set(
        file.path,
        file.sizeBytes === undefined
          ? textFile(file.text ?? "")
          : makeFile(repo.name, file.path, {
              size: file.sizeBytes,
              text: () =>
                (file.text ?? "#\n")
                  .repeat(Math.ceil((file.sizeBytes ?? 0) / Math.max(file.text?.length ?? 2, 1)))
                  .slice(0, file.sizeBytes),
            }),
      );
  }
  const commit: Commit = {
    sha: fakeSha("push", String(repo.id), String(entry.number), entry.at),
    message: change.message,
    author: authorOf(repo.owner, change.author ?? [...repo.owner.people.keys()][0] ?? "ghost"),
    date: entry.at,
    files,
  };
  repo.branches().set(name, { name, commits: [commit, ...(base?.commits ?? [])] });
  repo.pushedAt = entry.at;
  repo.updatedAt = entry.at;
  // The order by push date is another one now.
  world.place(repo);
}

function createBranch(world: World, change: Of<"create-branch">): void {
  const repo = requireRepo(world, change.org, change.repo);
  if (repo.branches().has(change.branch)) throw new ImpossibleChange("Reference already exists");
  for (const { commits } of repo.branches().values()) {
    const at = commits.findIndex((commit) => commit.sha === change.sha);
    const [tip, ...earlier] = at < 0 ? [] : commits.slice(at);
    if (tip === undefined) continue;
    repo.branches().set(change.branch, { name: change.branch, commits: [tip, ...earlier] });
    return;
  }
  throw new ImpossibleChange("Object does not exist");
}

function editRepo(world: World, change: Of<"edit-repo">, entry: JournalEntry): void {
  const repo = requireRepo(world, change.org, change.repo);
  if (change.defaultBranch !== undefined && change.defaultBranch !== repo.defaultBranch) {
    const branch = repo.branches().get(change.defaultBranch) ?? repo.branches().get(repo.defaultBranch);
    if (branch !== undefined)
      repo.branches().set(change.defaultBranch, { ...branch, name: change.defaultBranch });
    repo.defaultBranch = change.defaultBranch;
  }
  if (change.name !== undefined && change.name !== repo.name) {
    if (repo.owner.repos.has(change.name.toLowerCase()))
      throw new ImpossibleChange(`${change.org}/${change.name} exists already`);
    const former = repo.name;
    world.remove(repo);
    repo.name = change.name;
    world.place(repo);
    world.redirect(repo.owner.login, former, repo);
  }
  repo.description = change.description ?? repo.description;
  repo.archived = change.archived ?? repo.archived;
  repo.private = change.private ?? repo.private;
  repo.topics = change.topics ?? repo.topics;
  repo.truncatedTree = change.truncatedTree ?? repo.truncatedTree;
  repo.updatedAt = entry.at;
  world.place(repo);
}

function createRepo(world: World, change: Of<"create-repo">, entry: JournalEntry): void {
  const org = requireOrg(world, change.org);
  if (org.repos.has(change.repo.toLowerCase()))
    throw new ImpossibleChange(`${change.org}/${change.repo} exists already`);
  const files = change.files;
  const repo = makeRepo(
    org,
    {
      id: stableId(org.login, change.repo, String(entry.number)),
      name: change.repo,
      ...(change.description === undefined ? {} : { description: change.description }),
      private: change.private,
      pushedAt: entry.at,
      empty: files === undefined,
      pulls: [],
      ...(files === undefined ? {} : { files: () => files }),
    },
    Date.parse(entry.at),
  );
  world.place(repo);
}

function transfer(world: World, change: Of<"transfer-repo">): void {
  const repo = requireRepo(world, change.org, change.repo);
  const to = requireOrg(world, change.to);
  if (to.repos.has(repo.name.toLowerCase()))
    throw new ImpossibleChange(`${change.to}/${repo.name} exists already`);
  const from = repo.owner;
  world.remove(repo);
  for (const team of from.teams.values()) team.repos.delete(repo.id);
  repo.owner = to;
  world.place(repo);
  world.redirect(from.login, repo.name, repo);
}

function putMember(org: Org, change: Of<"put-member">): void {
  const { login } = change;
  const person = org.people.get(login);
  org.people.set(login, {
    id: person?.id ?? stableId("user", login.toLowerCase()),
    login,
    name: change.name ?? person?.name ?? login,
    email: person?.email ?? `${login}@${org.login.toLowerCase()}.example`,
  });
  org.roles.set(login, change.role);
}

/**
 * Makes one change. The same journal on the same seeds always gives the same world.
 *
 * @throws ImpossibleChange - with nothing changed
 */
export function applyChange(world: World, entry: JournalEntry): void {
  const { change } = entry;
  switch (change.kind) {
    case "push":
      push(world, change, entry);
      return;
    case "create-branch":
      createBranch(world, change);
      return;
    case "open-pull":
      openPull(requireRepo(world, change.org, change.repo), change, entry);
      return;
    case "merge-pull":
      mergePull(world, requireRepo(world, change.org, change.repo), change, entry);
      return;
    case "edit-repo":
      editRepo(world, change, entry);
      return;
    case "create-repo":
      createRepo(world, change, entry);
      return;
    case "delete-repo": {
      const repo = requireRepo(world, change.org, change.repo);
      for (const team of repo.owner.teams.values()) team.repos.delete(repo.id);
      world.remove(repo);
      return;
    }
    case "transfer-repo":
      transfer(world, change);
      return;
    case "put-team": {
      const org = requireOrg(world, change.org);
      const known = org.teams.get(change.team);
      org.teams.set(change.team, {
        id: known?.id ?? stableId("team", org.login, change.team, String(entry.number)),
        slug: change.team,
        name: change.name ?? known?.name ?? change.team,
        description: change.description ?? known?.description,
        parent: change.parent ?? known?.parent,
        members: known?.members ?? new Map(),
        repos: known?.repos ?? new Map(),
      });
      return;
    }
    case "delete-team":
      requireTeam(world, change.org, change.team);
      requireOrg(world, change.org).teams.delete(change.team);
      return;
    case "put-team-member":
      requireTeam(world, change.org, change.team).members.set(change.login, change.role);
      return;
    case "delete-team-member":
      requireTeam(world, change.org, change.team).members.delete(change.login);
      return;
    case "put-team-repo":
      requireTeam(world, change.org, change.team).repos.set(
        requireRepo(world, change.org, change.repo).id,
        change.permission,
      );
      return;
    case "delete-team-repo":
      requireTeam(world, change.org, change.team).repos.delete(
        requireRepo(world, change.org, change.repo).id,
      );
      return;
    case "put-member":
      putMember(requireOrg(world, change.org), change);
      return;
    case "delete-member": {
      const org = requireOrg(world, change.org);
      org.people.delete(change.login);
      org.roles.delete(change.login);
      for (const team of org.teams.values()) team.members.delete(change.login);
      return;
    }
    default:
      throw new ImpossibleChange(`unknown change ${JSON.stringify(change satisfies never)}`);
  }
}
