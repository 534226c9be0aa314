import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { startHarness, statusOf } from "./harness";

// Real HTTP on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
const double = await startHarness();
const { control, install, received } = double;

afterAll(double.close);
beforeEach(double.quiet);

const names = z.object({
  organization: z.object({ repositories: z.object({ nodes: z.array(z.object({ name: z.string() })) }) }),
});

async function events(): Promise<string[]> {
  await control("webhooks/settled", {});
  const action = z.object({ action: z.string().optional() });
  return received.map((one) =>
    [one.event, action.parse(JSON.parse(one.body)).action].filter(Boolean).join("."),
  );
}

describe("what an installation covers", () => {
  it("hides private repositories that were not selected, yet shows public ones, as GitHub does", async () => {
    const { octokit } = await install("synth-20", ["billing-api-02"]);
    const listed = await octokit.request("GET /installation/repositories");
    const all = z
      .array(z.object({ private: z.boolean() }))
      .parse(await octokit.paginate("GET /orgs/{org}/repos", { org: "synth-20" }));
    expect(listed.data.total_count).toBeLessThanOrEqual(1);
    expect(all.filter((repo) => repo.private).length).toBeLessThanOrEqual(1);
    expect(all.length).toBeGreaterThanOrEqual(10);
  });

  it("reports what was added and what was taken away", async () => {
    await install("mallory-inc");
    await double.quiet();
    await install("mallory-inc", ["landing"]);
    expect(await events()).toEqual(["installation_repositories.removed"]);
  });

  it("takes tokens and token requests away when uninstalled", async () => {
    const { id, token } = await install("synth-21");
    const headers = { authorization: `token ${await token()}` };
    // Plain fetch: Octokit waits six seconds on a 401 for a token that may not have spread yet.
    const ask = async () =>
      (await fetch(`${double.url()}/api/v3/installation/repositories`, { headers })).status;
    expect(await ask()).toBe(200);
    await control(`installations/${id}`, { action: "uninstall" });
    expect(await ask()).toBe(401);
    const mint = double
      .app()
      .octokit.request("POST /app/installations/{installation_id}/access_tokens", { installation_id: id });
    expect(await statusOf(mint)).toBe(404);
  });

  it("refuses what a cut permission no longer allows", async () => {
    const { id, octokit } = await install("synth-22");
    expect(await statusOf(octokit.request("GET /orgs/{org}/teams", { org: "synth-22" }))).toBe(200);
    await control(`installations/${id}`, {
      action: "permissions",
      permissions: { metadata: "read", contents: "read" },
    });
    expect(await statusOf(octokit.request("GET /orgs/{org}/teams", { org: "synth-22" }))).toBe(403);
  });
});

describe("repositories", () => {
  it("moves to another organisation, keeps its id, and leaves the first", async () => {
    const { octokit } = await install("acme");
    const before = await octokit.request("GET /repos/{owner}/{repo}", { owner: "acme", repo: "wishlists" });
    await double.quiet();
    await control("changes", { kind: "transfer-repo", org: "acme", repo: "wishlists", to: "globex" });
    expect(await events()).toEqual(["installation_repositories.removed"]);
    const list = await octokit.paginate("GET /installation/repositories", { per_page: 100 });
    expect(list.map((repo) => repo.id)).not.toContain(before.data.id);
    const globex = await install("globex");
    const after = await globex.octokit.request("GET /repos/{owner}/{repo}", {
      owner: "globex",
      repo: "wishlists",
    });
    expect(after.data.id).toBe(before.data.id);
  });

  it("gives a repository made again under an old name a new id", async () => {
    const { octokit } = await install("globex");
    const at = { owner: "globex", repo: "old-website" };
    const before = await octokit.request("GET /repos/{owner}/{repo}", at);
    await control("changes", [
      { kind: "delete-repo", org: "globex", repo: "old-website" },
      { kind: "create-repo", org: "globex", repo: "old-website", files: { "README.md": "# Again\n" } },
    ]);
    const after = await octokit.request("GET /repos/{owner}/{repo}", at);
    expect(after.data.id).not.toBe(before.data.id);
    expect(await events()).toEqual([
      "repository.deleted",
      "installation_repositories.removed",
      "repository.created",
      "installation_repositories.added",
    ]);
  });

  it("answers an empty repository as GitHub does", async () => {
    const { octokit } = await install("acme");
    const at = { owner: "acme", repo: "sandbox" };
    expect(
      await statusOf(
        octokit.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", { ...at, tree_sha: "main" }),
      ),
    ).toBe(409);
    expect(
      await statusOf(
        octokit.request("GET /repos/{owner}/{repo}/contents/{path}", { ...at, path: "README.md" }),
      ),
    ).toBe(404);
    const node = await octokit.graphql(
      `{ repository(owner: "acme", name: "sandbox") { isEmpty defaultBranchRef { name } object(expression: "HEAD:") { id } } }`,
    );
    expect(node).toEqual({ repository: { isEmpty: true, defaultBranchRef: null, object: null } });
  });

  it("lists no file of a tree twice and none too few when the tree is cut, and says that it is", async () => {
    const { octokit } = await install("acme");
    const read = async () =>
      (
        await octokit.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
          owner: "acme",
          repo: "storefront",
          tree_sha: "HEAD",
          recursive: "1",
        })
      ).data;
    const whole = await read();
    await control("changes", { kind: "edit-repo", org: "acme", repo: "storefront", truncatedTree: true });
    const cut = await read();
    expect([whole.truncated, cut.truncated]).toEqual([false, true]);
    expect(cut.tree.length).toBeLessThan(whole.tree.length);
  });

  it("pushes a large file and another branch without touching the first", async () => {
    const { octokit } = await install("acme");
    const at = { owner: "acme", repo: "go-kit" };
    await control("changes", {
      kind: "push",
      org: "acme",
      repo: "go-kit",
      branch: "try",
      files: [{ path: "catalog-info.yaml", sizeBytes: 2_000_000, text: "# long\n" }],
    });
    const large = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", {
      ...at,
      path: "catalog-info.yaml",
      ref: "try",
    });
    expect(large.data).toMatchObject({ size: 2_000_000, encoding: "none" });
    const main = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", {
      ...at,
      path: "catalog-info.yaml",
    });
    expect(main.data).toMatchObject({ encoding: "base64" });
  });
});

it("puts a repository first in the order by push date as soon as it is pushed to", async () => {
  const { octokit } = await install("acme");
  const query = `{ organization(login: "acme") { repositories(first: 1, orderBy: {field: PUSHED_AT, direction: DESC}) { nodes { name } } } }`;
  await octokit.graphql(query);
  await control("changes", {
    kind: "push",
    org: "acme",
    repo: "email-templates",
    files: [{ path: "a.txt", text: "a" }],
  });
  expect(names.parse(await octokit.graphql(query)).organization.repositories.nodes).toEqual([
    { name: "email-templates" },
  ]);
});

describe("teams and members", () => {
  it("tells of each change once", async () => {
    await install("acme");
    await double.quiet();
    await control("changes", [
      { kind: "put-team", org: "acme", team: "checkout-guild", parent: "commerce" },
      { kind: "put-team-member", org: "acme", team: "checkout-guild", login: "ravi" },
      { kind: "put-team-repo", org: "acme", team: "checkout-guild", repo: "ledger", permission: "maintain" },
      { kind: "put-member", org: "acme", login: "newcomer", name: "New Comer" },
      { kind: "delete-member", org: "acme", login: "newcomer" },
      { kind: "delete-team", org: "acme", team: "checkout-guild" },
    ]);
    const seen = await events();
    expect(seen.sort()).toEqual([
      "membership.added",
      "organization.member_added",
      "organization.member_removed",
      "team.added_to_repository",
      "team.created",
      "team.deleted",
    ]);
  });

  it("shows nested teams, their members and grants by GraphQL", async () => {
    const { octokit } = await install("acme");
    const answer = await octokit.graphql(
      `{ organization(login: "acme") { team(slug: "payments") { parentTeam { slug } members(first: 10) { nodes { login } } repositories(first: 10) { edges { permission node { name } } } } } }`,
    );
    expect(answer).toMatchObject({
      organization: {
        team: {
          parentTeam: { slug: "commerce" },
          members: { nodes: expect.arrayContaining([{ login: "noor" }]) },
          repositories: {
            edges: expect.arrayContaining([{ permission: "ADMIN", node: { name: "ledger" } }]),
          },
        },
      },
    });
  });
});

describe("deliveries", () => {
  it("drops, doubles, holds and reverses them on request", async () => {
    await install("globex");
    await double.quiet();
    const rename = (description: string) =>
      control("changes", { kind: "edit-repo", org: "globex", repo: "billing", description });
    await control("webhooks", { dropNext: 1 });
    await rename("one");
    expect(await events()).toEqual([]);
    await control("webhooks", { copies: 2 });
    await rename("two");
    expect(await events()).toEqual(["repository.edited", "repository.edited"]);
    expect(new Set(received.map((one) => one.delivery)).size).toBe(1);
    await control("webhooks", { copies: 1, paused: true });
    await double.quiet();
    await rename("three");
    await rename("four");
    expect(await events()).toEqual([]);
    await control("webhooks", { paused: false });
    expect(await events()).toHaveLength(2);
  });
});

it("takes an edit by a person's own token and tells the App of the push", async () => {
  const { octokit } = await install("acme");
  const form = new URLSearchParams({
    redirect_uri: "http://localhost:3000/cb",
    state: "s",
    decision: "allow",
  });
  const allowed = await fetch(`${double.url()}/login/oauth/authorize`, {
    method: "POST",
    body: form,
    headers: { cookie: "fake_github_user=ada" },
    redirect: "manual",
  });
  const code = new URL(allowed.headers.get("location") ?? "").searchParams.get("code") ?? "";
  const ada = await double.app().oauth.getUserOctokit({ code });
  await double.quiet();
  const at = { owner: "acme", repo: "incident-bot", path: "catalog-info.yaml" };
  const content = Buffer.from("kind: Component\n").toString("base64");
  await ada.request("PUT /repos/{owner}/{repo}/contents/{path}", { ...at, message: "Add it", content });
  expect(await events()).toEqual(["push"]);
  expect(
    await statusOf(
      octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", {
        ...at,
        path: "x",
        message: "No",
        content,
      }),
    ),
  ).toBe(403);
});

it("merges a pull request beside what was pushed meanwhile, once, and tells the App of one push", async () => {
  // Set before the first token is made: a token has the rights of its moment.
  const { id, octokit } = await install("synth-24");
  const permissions = { metadata: "read", contents: "write", pull_requests: "write" };
  await control(`installations/${id}`, { action: "permissions", permissions });
  await control("changes", {
    kind: "create-repo",
    org: "synth-24",
    repo: "proposals",
    files: { "a.txt": "a" },
  });
  const repo = { owner: "synth-24", repo: "proposals" };
  const head = await octokit.request("GET /repos/{owner}/{repo}/commits/{ref}", { ...repo, ref: "main" });
  await octokit.request("POST /repos/{owner}/{repo}/git/refs", {
    ...repo,
    ref: "refs/heads/proposal",
    sha: head.data.sha,
  });
  const content = Buffer.from("proposed\n").toString("base64");
  const path = "proposed.txt";
  await octokit.request("PUT /repos/{owner}/{repo}/contents/{path}", {
    ...repo,
    path,
    branch: "proposal",
    message: "Propose",
    content,
  });
  const pull = { title: "Propose", head: "proposal", base: "main" };
  const opened = await octokit.request("POST /repos/{owner}/{repo}/pulls", { ...repo, ...pull });
  const { number } = opened.data;
  const files = [{ path: "meanwhile.txt", text: "meanwhile\n" }];
  await control("changes", { kind: "push", org: "synth-24", repo: "proposals", files });
  await double.quiet();
  await control("changes", { kind: "merge-pull", org: "synth-24", repo: "proposals", number });
  expect(await events()).toEqual(["push"]);
  expect(JSON.parse(received[0]?.body ?? "{}")).toMatchObject({
    ref: "refs/heads/main",
    commits: [{ added: [path], modified: [], removed: [] }],
  });
  for (const name of [path, "meanwhile.txt"])
    expect(
      await statusOf(
        octokit.request("GET /repos/{owner}/{repo}/contents/{path}", { ...repo, path: name, ref: "main" }),
      ),
    ).toBe(200);
  const merged = await octokit.request("GET /repos/{owner}/{repo}/pulls/{pull_number}", {
    ...repo,
    pull_number: number,
  });
  expect(merged.data).toMatchObject({ state: "closed", merged_at: expect.any(String) });
  await expect(
    control("changes", { kind: "merge-pull", org: "synth-24", repo: "proposals", number }),
  ).rejects.toThrow();
});

it("makes the same synthetic organisation for the same number", async () => {
  const { octokit } = await install("synth-40");
  const query = `{ organization(login: "synth-40") { repositories(first: 100, orderBy: {field: NAME, direction: ASC}) { nodes { name } } } }`;
  const first = names.parse(await octokit.graphql(query));
  await double.restart();
  const again = await install("synth-40");
  expect(names.parse(await again.octokit.graphql(query))).toEqual(first);
});
