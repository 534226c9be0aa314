import type { Context } from "hono";
import { z } from "zod";
import { githubAppSlug } from "../../credentials";
import type { App, Env } from "../app-env";
import { canSee, requirePermission, requireRepo } from "../caller";
import type { Hub } from "../hub";
import { ApiProblem, notFound } from "../problem";
import { treeSha } from "../world/files";
import { stableId } from "../world/hash";
import { findCommit, touches } from "../world/refs";
import type { Repo } from "../world/types";
import { formatCommit, formatLogin, formatPull, formatRepo, formatRun } from "./format";
import { paginate } from "./paging";

const pullInput = z.object({
  title: z.string().min(1),
  body: z.string().default(""),
  head: z.string().min(1),
  base: z.string().min(1),
});

/** Repositories, their branches, commits, pull requests, workflow runs and checks. */
export function repoRoutes(app: App, hub: Hub): void {
  const base = () => hub.url();
  const repoOf = (c: Context<Env>): Repo =>
    requireRepo(hub, c.get("caller"), c.req.param("owner") ?? "", c.req.param("repo") ?? "");
  const whole = (repo: Repo) => ({
    ...formatRepo(base(), repo, "pull"),
    organization: { login: repo.owner.login, id: repo.owner.id },
  });

  app.get("/api/v3/repos/:owner/:repo", (c) => c.json(whole(repoOf(c))));
  app.get("/api/v3/repositories/:id", (c) => {
    const repo = hub.world.findRepoById(Number(c.req.param("id")));
    if (repo === undefined || !canSee(c.get("caller"), repo)) throw notFound();
    return c.json(whole(repo));
  });
  app.get("/api/v3/repos/:owner/:repo/languages", (c) => c.json(repoOf(c).languages()));
  app.get("/api/v3/repos/:owner/:repo/topics", (c) => c.json({ names: repoOf(c).topics }));
  app.get("/api/v3/repos/:owner/:repo/teams", (c) => {
    const repo = repoOf(c);
    const teams = [...repo.owner.teams.values()].flatMap((team) => {
      const permission = team.repos.get(repo.id);
      return permission === undefined ? [] : [{ id: team.id, slug: team.slug, name: team.name, permission }];
    });
    return c.json(paginate(c, teams));
  });
  app.get("/api/v3/repos/:owner/:repo/branches", (c) =>
    c.json(
      paginate(c, [...repoOf(c).branches().values()]).map((branch) => ({
        name: branch.name,
        commit: { sha: branch.commits[0].sha },
        protected: false,
      })),
    ),
  );
  app.get("/api/v3/repos/:owner/:repo/branches/:branch{.+}", (c) => {
    const repo = repoOf(c);
    const branch = repo.branches().get(c.req.param("branch"));
    if (branch === undefined) throw new ApiProblem(404, "Branch not found");
    return c.json({
      name: branch.name,
      commit: formatCommit(base(), repo, branch.commits[0]),
      protected: branch.name === repo.defaultBranch,
    });
  });
  app.get("/api/v3/repos/:owner/:repo/git/ref/heads/:branch{.+}", (c) => {
    const branch = repoOf(c).branches().get(c.req.param("branch"));
    if (branch === undefined) throw notFound();
    return c.json({
      ref: `refs/heads/${branch.name}`,
      object: { sha: branch.commits[0].sha, type: "commit" },
    });
  });
  app.get("/api/v3/repos/:owner/:repo/commits", (c) => {
    const repo = repoOf(c);
    requireCommits(repo);
    const commit = findCommit(repo, c.req.query("sha") ?? "HEAD");
    if (commit === undefined) throw notFound();
    const all = [...repo.branches().values()].find((branch) => branch.commits.includes(commit))?.commits ?? [
      commit,
    ];
    const from = all.slice(all.indexOf(commit));
    const path = c.req.query("path");
    return c.json(
      paginate(c, path === undefined ? from : touches(from, path)).map((one) =>
        formatCommit(base(), repo, one),
      ),
    );
  });
  app.get("/api/v3/repos/:owner/:repo/commits/:ref/check-runs", (c) => {
    const repo = repoOf(c);
    requirePermission(c.get("caller"), "checks");
    const commit = findCommit(repo, c.req.param("ref"));
    if (commit === undefined) throw new ApiProblem(422, `No commit found for SHA: ${c.req.param("ref")}`);
    const runs = repo.runs().filter((run) => run.sha === commit.sha);
    const checks = runs.map((run) => ({
      id: stableId("check", String(run.id)),
      name: run.workflow,
      head_sha: run.sha,
      status: run.status,
      conclusion: run.conclusion ?? null,
      started_at: run.startedAt,
      completed_at: run.status === "completed" ? run.updatedAt : null,
      html_url: `${base()}/${repo.owner.login}/${repo.name}/actions/runs/${run.id}`,
      app: { slug: "github-actions" },
    }));
    return c.json({ total_count: checks.length, check_runs: paginate(c, checks) });
  });
  app.get("/api/v3/repos/:owner/:repo/commits/:ref{.+}", (c) => {
    const repo = repoOf(c);
    requireCommits(repo);
    const commit = findCommit(repo, c.req.param("ref"));
    if (commit === undefined) throw new ApiProblem(422, `No commit found for SHA: ${c.req.param("ref")}`);
    if (c.req.header("accept")?.includes(".sha") === true) return c.text(commit.sha);
    return c.json({
      ...formatCommit(base(), repo, commit),
      files: [],
      tree: { sha: treeSha(commit.files, "") },
    });
  });
  app.get("/api/v3/repos/:owner/:repo/pulls", (c) => {
    const repo = repoOf(c);
    requirePermission(c.get("caller"), "pull_requests");
    const state = c.req.query("state") ?? "open";
    const sort = c.req.query("sort") === "updated" ? "updatedAt" : "createdAt";
    const ascending = c.req.query("direction") === "asc" || undefined;
    const head = c.req.query("head");
    const list = repo
      .pulls()
      .filter((pull) => state === "all" || pull.state === state)
      .filter((pull) => head === undefined || head === `${repo.owner.login}:${pull.branch}`);
    const ordered = [...list].sort((a, b) => (a[sort] < b[sort] ? 1 : -1));
    return c.json(
      paginate(c, ascending ? ordered.reverse() : ordered).map((pull) => formatPull(base(), repo, pull)),
    );
  });
  app.post("/api/v3/repos/:owner/:repo/pulls", async (c) => {
    const repo = repoOf(c);
    const caller = c.get("caller");
    requirePermission(caller, "pull_requests", "write");
    const parsed = pullInput.safeParse(await c.req.json());
    if (!parsed.success) throw new ApiProblem(422, "Validation Failed", {}, { errors: parsed.error.issues });
    const { title, body, head } = parsed.data;
    const isThere = (branch: string) => repo.branches().has(branch);
    if (!isThere(head) || !isThere(parsed.data.base))
      throw new ApiProblem(422, "Validation Failed", {}, { errors: [{ field: "head", code: "invalid" }] });
    if (repo.pulls().some((pull) => pull.state === "open" && pull.branch === head))
      throw new ApiProblem(422, `A pull request already exists for ${repo.owner.login}:${head}.`);
    const author = caller.kind === "user" ? caller.login : `${githubAppSlug}[bot]`;
    hub.change({
      kind: "open-pull",
      org: repo.owner.login,
      repo: repo.name,
      branch: head,
      title,
      body,
      author,
    });
    const pull = repo.pulls()[0];
    if (pull === undefined) throw notFound();
    return c.json(formatPull(base(), repo, pull), 201);
  });
  app.get("/api/v3/repos/:owner/:repo/pulls/:number", (c) => {
    const repo = repoOf(c);
    requirePermission(c.get("caller"), "pull_requests");
    const pull = repo.pulls().find((one) => one.number === Number(c.req.param("number")));
    if (pull === undefined) throw notFound();
    return c.json(formatPull(base(), repo, pull));
  });
  app.get("/api/v3/repos/:owner/:repo/pulls/:number/reviews", (c) => {
    const repo = repoOf(c);
    requirePermission(c.get("caller"), "pull_requests");
    const pull = repo.pulls().find((one) => one.number === Number(c.req.param("number")));
    if (pull === undefined) throw notFound();
    const state = pull.mergedAt === undefined ? "COMMENTED" : "APPROVED";
    return c.json(
      pull.reviewers.map((login, i) => ({
        id: i + 1,
        user: formatLogin(base(), login),
        state,
        submitted_at: pull.updatedAt,
      })),
    );
  });
  app.get("/api/v3/repos/:owner/:repo/actions/runs", (c) => {
    const repo = repoOf(c);
    requirePermission(c.get("caller"), "actions");
    const { branch, status, event } = c.req.query();
    const list = repo
      .runs()
      .filter(
        (run) =>
          (branch === undefined || run.branch === branch) &&
          (status === undefined || run.status === status || run.conclusion === status) &&
          (event === undefined || run.event === event),
      );
    return c.json({
      total_count: list.length,
      workflow_runs: paginate(c, list).map((run) => formatRun(base(), repo, run)),
    });
  });
  app.get("/api/v3/repos/:owner/:repo/actions/workflows", (c) => {
    const repo = repoOf(c);
    requirePermission(c.get("caller"), "actions");
    const flows = new Map(
      repo.runs().map((run) => [
        run.path,
        {
          id: stableId("workflow", String(repo.id), run.path),
          name: run.workflow,
          path: run.path,
          state: "active",
        },
      ]),
    );
    return c.json({ total_count: flows.size, workflows: paginate(c, [...flows.values()]) });
  });
}

/** @throws ApiProblem 409 - GitHub's answer for a repository without commits */
export function requireCommits(repo: Repo): void {
  if (repo.branches().size === 0) throw new ApiProblem(409, "Git Repository is empty.");
}
