import { GraphQLError } from "graphql";
import { canSee, coversAll, requireMembership } from "../caller";
import { nodeId } from "../world/hash";
import type { Org, Repo, Team } from "../world/types";
import { connect, type Page } from "./connection";
import { type Scope, viewLogin, viewPerson } from "./people-views";
import { permissionNames, viewRepo, visibleRepo } from "./repo-views";

interface RepositoryArguments extends Page {
  readonly orderBy?: {
    readonly field: "CREATED_AT" | "UPDATED_AT" | "PUSHED_AT" | "NAME" | "STARGAZERS";
    readonly direction: "ASC" | "DESC";
  };
  readonly isArchived?: boolean;
  readonly isFork?: boolean;
  readonly privacy?: "PUBLIC" | "PRIVATE";
  readonly visibility?: "PUBLIC" | "PRIVATE" | "INTERNAL";
}

function requireMembers(scope: Scope, org: Org): void {
  try {
    requireMembership(scope.hub, scope.caller, org.login);
  } catch (cause) {
    throw new GraphQLError("Resource not accessible by integration", {
      extensions: { type: "FORBIDDEN" },
      originalError: cause instanceof Error ? cause : undefined,
    });
  }
}

function viewTeam(scope: Scope, org: Org, team: Team): object {
  const children = () => [...org.teams.values()].filter((one) => one.parent === team.slug);
  const ofTeam = { id: (one: Team) => String(one.id), node: (one: Team) => viewTeam(scope, org, one) };
  return {
    __typename: "Team",
    id: nodeId("Team", team.id),
    databaseId: team.id,
    slug: team.slug,
    name: team.name,
    description: team.description,
    combinedSlug: `${org.login}/${team.slug}`,
    url: `${scope.base}/orgs/${org.login}/teams/${team.slug}`,
    organization: () => viewOrg(scope, org),
    parentTeam: () => {
      const parent = team.parent === undefined ? undefined : org.teams.get(team.parent);
      return parent === undefined ? undefined : viewTeam(scope, org, parent);
    },
    members: (page: Page & { readonly membership: "ALL" | "CHILD_TEAM" | "IMMEDIATE" }) => {
      const own = new Map(page.membership === "CHILD_TEAM" ? [] : team.members);
      if (page.membership !== "IMMEDIATE")
        for (const child of children())
          for (const [login, role] of child.members) if (!own.has(login)) own.set(login, role);
      return connect([...own], page, {
        id: ([login]) => login,
        node: ([login]) => viewLogin(scope, login),
        edge: ([, role]) => ({ role: role.toUpperCase() }),
      });
    },
    repositories: (page: Page) => {
      const grants = [...team.repos].flatMap(
        ([id, permission]): { readonly repo: Repo; readonly permission: string }[] => {
          const repo = scope.hub.world.findRepoById(id);
          return repo === undefined || !canSee(scope.caller, repo)
            ? []
            : [{ repo, permission: permissionNames[permission] }];
        },
      );
      return connect(grants, page, {
        id: ({ repo }) => String(repo.id),
        node: ({ repo }) => viewRepo(scope, repo),
        edge: ({ permission }) => ({ permission }),
      });
    },
    childTeams: (page: Page) => connect(children(), page, ofTeam),
  };
}

function listRepos(scope: Scope, org: Org, wanted: RepositoryArguments): readonly Repo[] {
  const field = wanted.orderBy?.field ?? "CREATED_AT";
  const all = scope.hub.world.sorted(
    org,
    field === "STARGAZERS" ? "NAME" : field,
    wanted.orderBy?.direction === "DESC",
  );
  const secret = wanted.privacy ?? wanted.visibility;
  const unfiltered = secret === undefined && wanted.isArchived === undefined && wanted.isFork === undefined;
  // Going through 50,000 repositories for each of 500 pages is what a bench would measure otherwise.
  if (unfiltered && coversAll(scope.caller, org)) return all;
  return all.filter(
    (repo) =>
      canSee(scope.caller, repo) &&
      (wanted.isArchived === undefined || repo.archived === wanted.isArchived) &&
      (wanted.isFork === undefined || repo.fork === wanted.isFork) &&
      (secret === undefined || (secret === "PRIVATE") === repo.private),
  );
}

export function viewOrg(scope: Scope, org: Org): object {
  return {
    __typename: "Organization",
    id: nodeId("Organization", org.id),
    databaseId: org.id,
    login: org.login,
    name: org.name,
    description: org.description,
    url: `${scope.base}/${org.login}`,
    avatarUrl: `${scope.base}/avatars/${org.login}.svg`,
    repository: ({ name }: { readonly name: string }) =>
      visibleRepo(scope, scope.hub.world.findRepo(org.login, name)),
    repositories: (wanted: RepositoryArguments) => {
      const repos = listRepos(scope, org, wanted);
      return {
        ...connect(repos, wanted, { id: (repo) => String(repo.id), node: (repo) => viewRepo(scope, repo) }),
        totalDiskUsage: 0,
      };
    },
    membersWithRole: (page: Page) => {
      requireMembers(scope, org);
      return connect([...org.people.values()], page, {
        id: (one) => one.login,
        node: (one) => viewPerson(scope, one),
        edge: (one) => ({ role: (org.roles.get(one.login) ?? "member").toUpperCase() }),
      });
    },
    team: ({ slug }: { readonly slug: string }) => {
      requireMembers(scope, org);
      const team = org.teams.get(slug);
      return team === undefined ? undefined : viewTeam(scope, org, team);
    },
    teams: (page: Page & { readonly rootTeamsOnly: boolean }) => {
      requireMembers(scope, org);
      const teams = [...org.teams.values()].filter(
        (team) => !page.rootTeamsOnly || team.parent === undefined,
      );
      return connect(teams, page, { id: (one) => String(one.id), node: (one) => viewTeam(scope, org, one) });
    },
  };
}

/** Finds what `node(id)` names. */
export function viewTeamById(scope: Scope, id: number): object | undefined {
  for (const org of scope.hub.world.listOrgs()) {
    for (const team of org.teams.values()) {
      if (team.id !== id) continue;
      requireMembers(scope, org);
      return viewTeam(scope, org, team);
    }
  }
  return undefined;
}
