import {
  formatAccount,
  formatInstallation,
  formatLogin,
  formatOrg,
  formatRepo,
  formatTeam,
} from "../rest/format";
import type { Installation } from "../state";
import type { Change } from "../world/change";
import { nodeId } from "../world/hash";
import type { Org, Repo } from "../world/types";
import type { World } from "../world/world";

/** One delivery to be made. */
export interface WebhookEvent {
  readonly event: string;
  readonly account: string;
  readonly repositoryId?: number;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What stood before a change and is needed to tell of it. */
export interface Before {
  readonly repo: Repo | undefined;
  readonly name: string | undefined;
  readonly owner: Org | undefined;
  readonly private: boolean | undefined;
  readonly archived: boolean | undefined;
  readonly defaultBranch: string | undefined;
  readonly head: string | undefined;
  readonly team: Readonly<Record<string, unknown>> | undefined;
  readonly known: boolean;
}

export function readBefore(world: World, base: string, change: Change): Before {
  const repo = "repo" in change ? world.findRepo(change.org, change.repo) : undefined;
  const org = world.findOrg(change.org);
  const team = "team" in change ? org?.teams.get(change.team) : undefined;
  const branch = change.kind === "push" ? (change.branch ?? repo?.defaultBranch) : repo?.defaultBranch;
  return {
    repo,
    name: repo?.name,
    owner: repo?.owner,
    private: repo?.private,
    archived: repo?.archived,
    defaultBranch: repo?.defaultBranch,
    head:
      repo === undefined || branch === undefined ? undefined : repo.branches().get(branch)?.commits[0].sha,
    team: team === undefined || org === undefined ? undefined : formatTeam(base, org, team),
    known: change.kind === "put-member" ? (org?.roles.has(change.login) ?? false) : false,
  };
}

const nothing = "0".repeat(40);
const short = (repo: Repo) => ({
  id: repo.id,
  node_id: nodeId("Repository", repo.id),
  name: repo.name,
  full_name: `${repo.owner.login}/${repo.name}`,
  private: repo.private,
});

function repositoryEvents(base: string, change: Change, before: Before, repo: Repo): WebhookEvent[] {
  const of = (action: string, more: object = {}): WebhookEvent => ({
    event: "repository",
    account: repo.owner.login,
    repositoryId: repo.id,
    payload: { action, repository: formatRepo(base, repo), ...more },
  });
  const selection = (action: "added" | "removed", account: string): WebhookEvent => ({
    event: "installation_repositories",
    account,
    payload: {
      action,
      repository_selection: "all",
      repositories_added: action === "added" ? [short(repo)] : [],
      repositories_removed: action === "removed" ? [short(repo)] : [],
    },
  });
  switch (change.kind) {
    case "create-repo":
      return [of("created"), selection("added", repo.owner.login)];
    case "delete-repo":
      return [of("deleted"), selection("removed", repo.owner.login)];
    case "transfer-repo": {
      const from = before.owner?.login ?? change.org;
      return [
        selection("removed", from),
        of("transferred", { changes: { owner: { from: { organization: { login: from } } } } }),
        selection("added", repo.owner.login),
      ];
    }
    case "edit-repo": {
      const events: WebhookEvent[] = [];
      if (repo.name !== before.name)
        events.push(of("renamed", { changes: { repository: { name: { from: before.name } } } }));
      if (repo.archived !== before.archived) events.push(of(repo.archived ? "archived" : "unarchived"));
      if (repo.private !== before.private) events.push(of(repo.private ? "privatized" : "publicized"));
      if (repo.defaultBranch !== before.defaultBranch)
        events.push(of("edited", { changes: { default_branch: { from: before.defaultBranch } } }));
      else if (change.description !== undefined || change.topics !== undefined)
        events.push(of("edited", { changes: {} }));
      return events;
    }
    default:
      return [];
  }
}

function pushEvent(
  base: string,
  change: Extract<Change, { kind: "push" }>,
  before: Before,
  repo: Repo,
): WebhookEvent {
  const name = change.branch ?? repo.defaultBranch;
  const commit = repo.branches().get(name)?.commits[0];
  const earlier = repo.branches().get(name)?.commits[1]?.files;
  const changed = (wanted: "added" | "modified" | "removed") =>
    change.files
      .filter(
        (file) =>
          (file.delete === true ? "removed" : earlier?.has(file.path) === true ? "modified" : "added") ===
          wanted,
      )
      .map((file) => file.path);
  const line = {
    id: commit?.sha ?? nothing,
    message: change.message,
    timestamp: commit?.date,
    author: { name: commit?.author.name, email: commit?.author.email, username: commit?.author.login },
    added: changed("added"),
    modified: changed("modified"),
    removed: changed("removed"),
  };
  return {
    event: "push",
    account: repo.owner.login,
    repositoryId: repo.id,
    payload: {
      ref: `refs/heads/${name}`,
      before: before.head ?? nothing,
      after: line.id,
      created: before.head === undefined,
      deleted: false,
      forced: false,
      // A push names dates in seconds, every other event in ISO.
      repository: { ...formatRepo(base, repo), pushed_at: Math.floor(Date.parse(repo.pushedAt) / 1000) },
      pusher: { name: commit?.author.login ?? commit?.author.name, email: commit?.author.email },
      head_commit: line,
      commits: [line],
    },
  };
}

/** The commit a merge made on the default branch, told as the push it is. */
function asPush(
  change: Extract<Change, { kind: "merge-pull" }>,
  repo: Repo,
): Extract<Change, { kind: "push" }> {
  const { org, repo: name } = change;
  const [commit, earlier] = repo.branches().get(repo.defaultBranch)?.commits ?? [];
  const paths = [...new Set([...(commit?.files.keys() ?? []), ...(earlier?.files.keys() ?? [])])];
  const files = paths
    .filter((path) => commit?.files.get(path)?.sha !== earlier?.files.get(path)?.sha)
    .map((path) => ({ path, delete: commit?.files.has(path) !== true }));
  return { kind: "push", org, repo: name, message: commit?.message ?? "", files };
}

/** The events GitHub sends for a change already made. */
export function eventsOf(world: World, base: string, change: Change, before: Before): WebhookEvent[] {
  const org = world.findOrg(change.org);
  if (org === undefined) return [];
  const repo = "repo" in change ? (before.repo ?? world.findRepo(change.org, change.repo)) : undefined;
  const account = org.login;
  const team = "team" in change ? org.teams.get(change.team) : undefined;
  const teamJson = team === undefined ? before.team : formatTeam(base, org, team);
  switch (change.kind) {
    case "push":
      return repo === undefined ? [] : [pushEvent(base, change, before, repo)];
    case "merge-pull":
      return repo === undefined ? [] : [pushEvent(base, asPush(change, repo), before, repo)];
    case "put-team":
      return [
        {
          event: "team",
          account,
          payload: { action: before.team === undefined ? "created" : "edited", team: teamJson },
        },
      ];
    case "delete-team":
      return [{ event: "team", account, payload: { action: "deleted", team: before.team } }];
    case "put-team-repo":
    case "delete-team-repo":
      return [
        {
          event: "team",
          account,
          payload: {
            action: change.kind === "put-team-repo" ? "added_to_repository" : "removed_from_repository",
            team: teamJson,
            ...(repo === undefined ? {} : { repository: formatRepo(base, repo) }),
          },
        },
      ];
    case "put-team-member":
    case "delete-team-member":
      return [
        {
          event: "membership",
          account,
          payload: {
            action: change.kind === "put-team-member" ? "added" : "removed",
            scope: "team",
            member: formatLogin(base, change.login),
            team: teamJson,
          },
        },
      ];
    case "put-member":
      return before.known
        ? []
        : [
            {
              event: "organization",
              account,
              payload: {
                action: "member_added",
                membership: { role: change.role, state: "active", user: formatLogin(base, change.login) },
              },
            },
          ];
    case "delete-member":
      return [
        {
          event: "organization",
          account,
          payload: {
            action: "member_removed",
            membership: { role: "member", state: "active", user: formatLogin(base, change.login) },
          },
        },
      ];
    default:
      return repo === undefined ? [] : repositoryEvents(base, change, before, repo);
  }
}

export function installationEvent(
  base: string,
  org: Org,
  installation: Installation,
  action: string,
  repos: readonly Repo[],
): WebhookEvent {
  return {
    event: "installation",
    account: org.login,
    payload: {
      action,
      installation: formatInstallation(base, org, installation),
      repositories: repos.map(short),
    },
  };
}

export function selectionEvent(
  org: Org,
  installation: Installation,
  added: readonly Repo[],
  removed: readonly Repo[],
): WebhookEvent {
  return {
    event: "installation_repositories",
    account: org.login,
    payload: {
      action: added.length > 0 ? "added" : "removed",
      repository_selection: installation.selection,
      repositories_added: added.map(short),
      repositories_removed: removed.map(short),
    },
  };
}

export function withCommon(
  base: string,
  world: World,
  event: WebhookEvent,
  installation: Installation | undefined,
  sender: string,
): Record<string, unknown> {
  const org = world.findOrg(event.account);
  return {
    ...(installation === undefined
      ? {}
      : {
          installation: {
            id: installation.id,
            node_id: Buffer.from(`i${installation.id}`).toString("base64"),
          },
        }),
    ...(org === undefined
      ? {}
      : event.event === "installation"
        ? {}
        : { organization: formatOrg(base, org) }),
    sender:
      org === undefined
        ? formatLogin(base, sender)
        : formatAccount(base, { login: sender, id: org.people.get(sender)?.id ?? 1 }, "User"),
    ...event.payload,
  };
}
