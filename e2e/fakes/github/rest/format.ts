import { githubAppId, githubAppSlug, githubClientId } from "../../credentials";
import { appEvents, appPermissions, type Installation } from "../state";
import { nodeId, stableId } from "../world/hash";
import type { Commit, Org, Permission, Person, Pull, Repo, Run, Team } from "../world/types";

type Json = Record<string, unknown>;

export function formatOrg(base: string, org: Org): Json {
  return {
    login: org.login,
    id: org.id,
    node_id: nodeId("Organization", org.id),
    url: `${base}/api/v3/orgs/${org.login}`,
    avatar_url: `${base}/avatars/${org.login}.svg`,
    description: org.description,
    name: org.name,
    type: "Organization",
    html_url: `${base}/${org.login}`,
    public_repos: [...org.repos.values()].filter((repo) => !repo.private).length,
    total_private_repos: [...org.repos.values()].filter((repo) => repo.private).length,
  };
}

/** The short form GitHub puts inside other objects. */
export function formatAccount(
  base: string,
  account: { readonly login: string; readonly id: number },
  type: "Organization" | "User",
): Json {
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId(type, account.id),
    avatar_url: `${base}/avatars/${account.login}.svg`,
    html_url: `${base}/${account.login}`,
    type,
    site_admin: false,
  };
}

export function formatPerson(base: string, person: Person): Json {
  return { ...formatAccount(base, person, "User"), name: person.name, email: person.email };
}

export function formatLogin(base: string, login: string): Json {
  return formatAccount(base, { login, id: stableId("user", login.toLowerCase()) }, "User");
}

export function formatRepo(base: string, repo: Repo, permission?: Permission): Json {
  const full = `${repo.owner.login}/${repo.name}`;
  const [language] = Object.keys(repo.languages());
  return {
    id: repo.id,
    node_id: nodeId("Repository", repo.id),
    name: repo.name,
    full_name: full,
    private: repo.private,
    visibility: repo.private ? "private" : "public",
    owner: formatAccount(base, repo.owner, "Organization"),
    html_url: `${base}/${full}`,
    url: `${base}/api/v3/repos/${full}`,
    clone_url: `${base}/${full}.git`,
    description: repo.description ?? null,
    homepage: repo.homepage ?? null,
    fork: repo.fork,
    archived: repo.archived,
    disabled: false,
    default_branch: repo.defaultBranch,
    language: language ?? null,
    topics: repo.topics,
    license:
      repo.license === undefined
        ? null
        : { key: repo.license.toLowerCase(), name: repo.license, spdx_id: repo.license },
    size:
      repo.branches().size === 0
        ? 0
        : Math.ceil(Object.values(repo.languages()).reduce((sum, bytes) => sum + bytes, 0) / 1024),
    stargazers_count: 0,
    open_issues_count: 0,
    created_at: repo.createdAt,
    updated_at: repo.updatedAt,
    pushed_at: repo.pushedAt,
    ...(permission === undefined
      ? {}
      : {
          permissions: flags(permission),
          role_name: permission === "pull" ? "read" : permission === "push" ? "write" : permission,
        }),
  };
}

function flags(permission: Permission): Json {
  const order = ["pull", "triage", "push", "maintain", "admin"];
  return Object.fromEntries(order.map((name, i) => [name, i <= order.indexOf(permission)]));
}

export function formatTeam(base: string, org: Org, team: Team): Json {
  const parent = team.parent === undefined ? undefined : org.teams.get(team.parent);
  return {
    id: team.id,
    node_id: nodeId("Team", team.id),
    name: team.name,
    slug: team.slug,
    description: team.description ?? null,
    privacy: "closed",
    permission: "pull",
    html_url: `${base}/orgs/${org.login}/teams/${team.slug}`,
    parent:
      parent === undefined
        ? null
        : { id: parent.id, name: parent.name, slug: parent.slug, node_id: nodeId("Team", parent.id) },
    members_count: team.members.size,
    repos_count: team.repos.size,
  };
}

export function formatInstallation(base: string, org: Org, installation: Installation): Json {
  return {
    id: installation.id,
    account: formatAccount(base, org, "Organization"),
    app_id: Number(githubAppId),
    app_slug: githubAppSlug,
    target_id: org.id,
    target_type: "Organization",
    repository_selection: installation.selection,
    permissions: installation.permissions,
    events: appEvents,
    created_at: installation.createdAt,
    updated_at: installation.updatedAt,
    suspended_at: installation.suspendedAt ?? null,
    suspended_by: installation.suspendedAt === undefined ? null : formatLogin(base, installation.installedBy),
    html_url: `${base}/organizations/${org.login}/settings/installations/${installation.id}`,
    access_tokens_url: `${base}/api/v3/app/installations/${installation.id}/access_tokens`,
    repositories_url: `${base}/api/v3/installation/repositories`,
  };
}

export function formatApp(base: string, installations: number): Json {
  return {
    id: Number(githubAppId),
    slug: githubAppSlug,
    client_id: githubClientId,
    name: "Portico",
    owner: formatLogin(base, "portico"),
    html_url: `${base}/apps/${githubAppSlug}`,
    permissions: appPermissions,
    events: appEvents,
    installations_count: installations,
  };
}

export function formatCommit(base: string, repo: Repo, commit: Commit): Json {
  const { login, name, email } = commit.author;
  return {
    sha: commit.sha,
    html_url: `${base}/${repo.owner.login}/${repo.name}/commit/${commit.sha}`,
    commit: {
      message: commit.message,
      author: { name, email, date: commit.date },
      committer: { name, email, date: commit.date },
    },
    author: login === undefined ? null : formatLogin(base, login),
    committer: login === undefined ? null : formatLogin(base, login),
  };
}

export function formatPull(base: string, repo: Repo, pull: Pull): Json {
  const full = `${repo.owner.login}/${repo.name}`;
  return {
    id: stableId("pull", String(repo.id), String(pull.number)),
    number: pull.number,
    state: pull.state,
    draft: pull.draft,
    title: pull.title,
    body: pull.body,
    user: formatLogin(base, pull.author),
    requested_reviewers: pull.reviewers.map((login) => formatLogin(base, login)),
    requested_teams: [],
    labels: pull.labels.map((name) => ({ name })),
    html_url: `${base}/${full}/pull/${pull.number}`,
    url: `${base}/api/v3/repos/${full}/pulls/${pull.number}`,
    created_at: pull.createdAt,
    updated_at: pull.updatedAt,
    closed_at: pull.state === "closed" ? pull.updatedAt : null,
    merged_at: pull.mergedAt ?? null,
    head: { ref: pull.branch, label: `${repo.owner.login}:${pull.branch}` },
    base: { ref: repo.defaultBranch, label: `${repo.owner.login}:${repo.defaultBranch}` },
    additions: pull.additions,
    deletions: pull.deletions,
  };
}

export function formatRun(base: string, repo: Repo, run: Run): Json {
  const full = `${repo.owner.login}/${repo.name}`;
  return {
    id: run.id,
    name: run.workflow,
    display_title: run.title,
    run_number: run.number,
    run_attempt: 1,
    event: run.event,
    status: run.status,
    conclusion: run.conclusion ?? null,
    workflow_id: stableId("workflow", String(repo.id), run.path),
    path: run.path,
    head_branch: run.branch,
    head_sha: run.sha,
    actor: formatLogin(base, run.actor),
    html_url: `${base}/${full}/actions/runs/${run.id}`,
    created_at: run.startedAt,
    run_started_at: run.startedAt,
    updated_at: run.updatedAt,
  };
}
