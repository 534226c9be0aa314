import { canSee } from "../caller";
import { nodeId, stableId } from "../world/hash";
import { languageColours } from "../world/languages";
import type { Permission, Pull, Repo } from "../world/types";
import { connect, type Page } from "./connection";
import { viewExpression, viewOid, viewRef } from "./git-views";
import { type Scope, viewLogin } from "./people-views";

export const permissionNames: Readonly<Record<Permission, string>> = {
  pull: "READ",
  triage: "TRIAGE",
  push: "WRITE",
  maintain: "MAINTAIN",
  admin: "ADMIN",
};
const language = (name: string) => ({ id: `LA_${name}`, name, color: languageColours[name] });

function viewPull(scope: Scope, repo: Repo, pull: Pull) {
  return {
    __typename: "PullRequest",
    id: `PR_${stableId("pull", String(repo.id), String(pull.number))}`,
    number: pull.number,
    title: pull.title,
    url: `${scope.base}/${repo.owner.login}/${repo.name}/pull/${pull.number}`,
    state: pull.mergedAt === undefined ? pull.state.toUpperCase() : "MERGED",
    isDraft: pull.draft,
    author: () => viewLogin(scope, pull.author),
    createdAt: pull.createdAt,
    updatedAt: pull.updatedAt,
    mergedAt: pull.mergedAt,
  };
}

/** People who reach a repository through a team; the strongest grant counts. */
function collaborators(repo: Repo): [string, Permission][] {
  const order: readonly Permission[] = ["pull", "triage", "push", "maintain", "admin"];
  const best = new Map<string, Permission>();
  for (const [login, role] of repo.owner.roles) if (role === "admin") best.set(login, "admin");
  for (const team of repo.owner.teams.values()) {
    const grant = team.repos.get(repo.id);
    if (grant === undefined) continue;
    for (const login of team.members.keys())
      if (order.indexOf(grant) > order.indexOf(best.get(login) ?? "pull") || !best.has(login))
        best.set(login, grant);
  }
  return [...best];
}

/** The repository as GraphQL shows it; a knob may make it an error instead. */
export function viewRepo(scope: Scope, repo: Repo) {
  if (scope.failing.has(repo.name))
    return new Error(
      `Something went wrong while executing your query on ${repo.name}. This may be the result of a timeout, or it could be a GitHub bug.`,
    );
  const full = `${repo.owner.login}/${repo.name}`;
  return {
    __typename: "Repository",
    id: nodeId("Repository", repo.id),
    databaseId: repo.id,
    name: repo.name,
    nameWithOwner: full,
    owner: () => scope.viewOrg(scope, repo.owner),
    url: `${scope.base}/${full}`,
    sshUrl: `git@127.0.0.1:${full}.git`,
    description: repo.description,
    homepageUrl: repo.homepage,
    isArchived: repo.archived,
    isFork: repo.fork,
    isEmpty: () => repo.branches().size === 0,
    isPrivate: repo.private,
    isDisabled: false,
    isTemplate: false,
    isLocked: false,
    isMirror: false,
    visibility: repo.private ? "PRIVATE" : "PUBLIC",
    createdAt: repo.createdAt,
    pushedAt: repo.pushedAt,
    updatedAt: repo.updatedAt,
    archivedAt: repo.archived ? repo.updatedAt : undefined,
    diskUsage: () => Math.ceil(Object.values(repo.languages()).reduce((sum, bytes) => sum + bytes, 0) / 1024),
    stargazerCount: 0,
    forkCount: 0,
    primaryLanguage: () => Object.keys(repo.languages()).slice(0, 1).map(language)[0],
    languages: (page: Page) => {
      const all = Object.entries(repo.languages());
      const shown = connect(all, page, {
        id: ([name]) => name,
        node: ([name]) => language(name),
        edge: ([, size]) => ({ size }),
      });
      return { ...shown, totalSize: all.reduce((sum, [, size]) => sum + size, 0) };
    },
    repositoryTopics: (page: Page) =>
      connect(repo.topics, page, {
        id: (topic) => topic,
        node: (name) => ({
          id: `RT_${name}`,
          url: `${scope.base}/topics/${name}`,
          topic: { id: `TO_${name}`, name },
        }),
      }),
    licenseInfo:
      repo.license === undefined
        ? undefined
        : { key: repo.license.toLowerCase(), name: repo.license, spdxId: repo.license },
    defaultBranchRef: () => viewRef(scope, repo, repo.defaultBranch),
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) =>
      viewRef(scope, repo, qualifiedName.replace(/^refs\/heads\//, "")),
    object: ({ expression, oid }: { readonly expression?: string; readonly oid?: string }) =>
      expression !== undefined
        ? viewExpression(scope, repo, expression)
        : oid === undefined
          ? undefined
          : viewOid(scope, repo, oid),
    collaborators: (page: Page) =>
      connect(collaborators(repo), page, {
        id: ([login]) => login,
        node: ([login]) => viewLogin(scope, login),
        edge: ([, permission]) => ({ permission: permissionNames[permission] }),
      }),
    pullRequests: (page: Page & { readonly states?: readonly string[] }) => {
      const wanted = repo
        .pulls()
        .filter(
          (pull) =>
            page.states === undefined ||
            page.states.includes(pull.mergedAt === undefined ? pull.state.toUpperCase() : "MERGED"),
        );
      return connect(wanted, page, {
        id: (pull) => String(pull.number),
        node: (pull) => viewPull(scope, repo, pull),
      });
    },
  };
}

export function visibleRepo(scope: Scope, repo: Repo | undefined) {
  return repo !== undefined && canSee(scope.caller, repo) ? viewRepo(scope, repo) : undefined;
}
