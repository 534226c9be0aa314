import { verify } from "@octokit/webhooks-methods";
import { Octokit } from "octokit";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { githubClientId, githubWebhookSecret } from "../credentials";
import { startHarness, statusOf } from "./harness";

// Real HTTP on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });
const double = await startHarness();
const { control, install, received } = double;
const requestsShape = z.object({
  total: z.number(),
  notModified: z.number(),
  byRoute: z.record(z.string(), z.number()),
});

afterAll(double.close);
beforeEach(double.quiet);

describe("REST", () => {
  it("turns the App's JWT into an installation token that lists every repository over pages", async () => {
    const { id, octokit } = await install("synth-130");
    const listed = await double.app().octokit.request("GET /app/installations");
    expect(listed.data.map((one) => one.id)).toContain(id);
    const repos = await octokit.paginate("GET /installation/repositories", { per_page: 50 });
    expect(repos).toHaveLength(130);
    let seen = 0;
    await double.app().eachRepository({ installationId: id }, () => {
      seen += 1;
    });
    expect(seen).toBe(130);
  });

  it("refuses a JWT of another key, and a token nobody was given", async () => {
    const stranger = await fetch(`${double.url()}/api/v3/app`, {
      headers: { authorization: "Bearer a.b.c" },
    });
    expect(stranger.status).toBe(401);
    expect(
      await statusOf(
        new Octokit({ baseUrl: `${double.url()}/api/v3`, auth: "ghs_x" }).request(
          "GET /installation/repositories",
        ),
      ),
    ).toBe(401);
  });

  it("answers 304 for an unchanged list and does not count it", async () => {
    const { octokit } = await install("acme");
    const first = await octokit.request("GET /repos/{owner}/{repo}", { owner: "acme", repo: "payments-api" });
    const remaining = Number(first.headers["x-ratelimit-remaining"]);
    const again = octokit.request("GET /repos/{owner}/{repo}", {
      owner: "acme",
      repo: "payments-api",
      headers: { "if-none-match": first.headers.etag ?? "" },
    });
    expect(await statusOf(again)).toBe(304);
    const third = await octokit.request("GET /repos/{owner}/{repo}", { owner: "acme", repo: "payments-api" });
    expect(Number(third.headers["x-ratelimit-remaining"])).toBe(remaining - 1);
  });

  it("serves trees, blobs and raw contents of the same bytes", async () => {
    const { octokit } = await install("acme");
    const at = { owner: "acme", repo: "payments-api" };
    const tree = await octokit.request("GET /repos/{owner}/{repo}/git/trees/{tree_sha}", {
      ...at,
      tree_sha: "main",
      recursive: "1",
    });
    const entry = tree.data.tree.find((one) => one.path === "catalog-info.yaml");
    const blob = await octokit.request("GET /repos/{owner}/{repo}/git/blobs/{file_sha}", {
      ...at,
      file_sha: entry?.sha ?? "",
    });
    const raw = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", {
      ...at,
      path: "catalog-info.yaml",
      mediaType: { format: "raw" },
    });
    expect(Buffer.from(blob.data.content, "base64").toString("utf8")).toBe(String(raw.data));
    const nested = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", {
      ...at,
      path: "docs/runbook.md",
    });
    expect(nested.data).toMatchObject({ type: "file", path: "docs/runbook.md", encoding: "base64" });
  });

  it("follows a renamed repository with 301 and keeps its id", async () => {
    const { octokit, token } = await install("globex");
    const before = await octokit.request("GET /repos/{owner}/{repo}", { owner: "globex", repo: "billing" });
    await control("changes", { kind: "edit-repo", org: "globex", repo: "billing", name: "invoices" });
    const moved = await fetch(`${double.url()}/api/v3/repos/globex/billing`, {
      redirect: "manual",
      headers: { authorization: `token ${await token()}` },
    });
    expect(moved.status).toBe(301);
    const after = await octokit.request("GET /repos/{owner}/{repo}", { owner: "globex", repo: "billing" });
    expect([after.data.id, after.data.name]).toEqual([before.data.id, "invoices"]);
  });
});

describe("limits", () => {
  it("answers 403 with the reset time when the primary limit is used up, for that installation only", async () => {
    const one = await install("synth-11");
    const other = await install("synth-12");
    await control("limit", { installationId: one.id, resource: "core", remaining: 1, resetInSeconds: 40 });
    expect(await statusOf(one.octokit.request("GET /installation/repositories"))).toBe(200);
    const refused = await fetch(`${double.url()}/api/v3/installation/repositories`, {
      headers: { authorization: `token ${await one.token()}` },
    });
    expect(refused.status).toBe(403);
    expect(refused.headers.get("x-ratelimit-remaining")).toBe("0");
    expect(Number(refused.headers.get("x-ratelimit-reset")) - Date.now() / 1000).toBeLessThanOrEqual(41);
    expect(await statusOf(other.octokit.request("GET /installation/repositories"))).toBe(200);
  });

  it("tells of a used-up GraphQL budget in a 200, as GitHub does", async () => {
    const { id, octokit } = await install("synth-18");
    await control("limit", { installationId: id, resource: "graphql", remaining: 0, resetInSeconds: 30 });
    await expect(octokit.graphql("{ viewer { login } }")).rejects.toMatchObject({
      errors: [{ type: "RATE_LIMITED" }],
      headers: { "x-ratelimit-remaining": "0" },
    });
  });

  it("refuses the 101st request under way, with retry-after", async () => {
    const { token } = await install("synth-13");
    const headers = { authorization: `token ${await token()}` };
    await control("knobs", { route: "/api/v3/orgs/synth-13$", delayMs: 400, repeat: 100 });
    const asked = Array.from({ length: 101 }, () =>
      fetch(`${double.url()}/api/v3/orgs/synth-13`, { headers }),
    );
    const answers = await Promise.all(asked);
    const refused = answers.filter((answer) => answer.status === 403);
    expect(refused.map((answer) => answer.headers.get("retry-after"))).toEqual(["60"]);
    await control("knobs", undefined, "DELETE");
  });
});

describe("GraphQL", () => {
  const query = `query($login: String!, $after: String) {
    organization(login: $login) { repositories(first: 100, after: $after, orderBy: {field: NAME, direction: ASC}) {
      totalCount pageInfo { hasNextPage endCursor }
      nodes { databaseId name isArchived isEmpty pushedAt primaryLanguage { name } languages(first: 10) { totalSize edges { size node { name } } }
        repositoryTopics(first: 10) { nodes { topic { name } } }
        defaultBranchRef { name target { oid ... on Commit { committedDate history(first: 10) { nodes { author { name email user { login } } } } } } }
        root: object(expression: "HEAD:") { ... on Tree { entries { name type mode oid size path } } }
        docs: object(expression: "HEAD:docs") { ... on Tree { entries { name type size object { ... on Blob { byteSize isBinary isTruncated text } } } } }
        catalog: object(expression: "HEAD:catalog-info.yaml") { ... on Blob { oid byteSize isBinary isTruncated text } }
        codeowners: object(expression: "HEAD:.github/CODEOWNERS") { ... on Blob { text } } } } }
    rateLimit { limit cost remaining resetAt } }`;
  const page = z.object({
    organization: z.object({
      repositories: z.object({
        totalCount: z.number(),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
        nodes: z.array(
          z.object({ name: z.string(), catalog: z.object({ text: z.string() }).nullable() }).nullable(),
        ),
      }),
    }),
    rateLimit: z.object({ cost: z.number() }),
  });

  it("pages 200 repositories with their files in two requests, cheaply", async () => {
    const { octokit } = await install("synth-200");
    const read = async (after?: string) =>
      page.parse(
        await octokit.graphql(query, { login: "synth-200", ...(after === undefined ? {} : { after }) }),
      );
    const first = await read();
    const { endCursor } = first.organization.repositories.pageInfo;
    await read(endCursor ?? "");
    const times: number[] = [];
    let second = first;
    for (let i = 0; i < 5; i += 1) {
      const before = process.cpuUsage();
      second = await read(endCursor ?? "");
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / 1000);
    }
    // Processor time of both sides: the clock of a shared machine says little.
    expect(Math.min(...times)).toBeLessThan(200);
    const names = [...first.organization.repositories.nodes, ...second.organization.repositories.nodes].map(
      (node) => node?.name,
    );
    expect(new Set(names).size).toBe(200);
    expect(second.organization.repositories.pageInfo.hasNextPage).toBe(false);
    expect(first.rateLimit.cost).toBe(3);
    expect(
      first.organization.repositories.nodes.filter((node) => node?.catalog !== null && node !== null).length,
    ).toBeGreaterThan(15);
  });

  it("loses no repository when one is deleted between two pages", async () => {
    const { octokit } = await install("synth-151");
    const first = page.parse(await octokit.graphql(query, { login: "synth-151" }));
    await control("changes", {
      kind: "delete-repo",
      org: "synth-151",
      repo: first.organization.repositories.nodes[3]?.name ?? "",
    });
    const second = page.parse(
      await octokit.graphql(query, {
        login: "synth-151",
        after: first.organization.repositories.pageInfo.endCursor,
      }),
    );
    expect(second.organization.repositories.nodes).toHaveLength(51);
  });

  it("refuses an unbounded connection in GitHub's words", async () => {
    const { octokit } = await install("acme");
    const asked = octokit.graphql(`{ organization(login: "acme") { repositories { nodes { name } } } }`);
    await expect(asked).rejects.toMatchObject({ errors: [{ type: "MISSING_PAGINATION_BOUNDARIES" }] });
    const large = octokit.graphql(
      `{ organization(login: "acme") { repositories(first: 101) { nodes { name } } } }`,
    );
    await expect(large).rejects.toMatchObject({ errors: [{ type: "EXCESSIVE_PAGINATION" }] });
    const heavy = octokit.graphql(
      `{ organization(login: "acme") { teams(first: 100) { nodes { repositories(first: 100) { nodes { languages(first: 100) { totalSize } } } } } } }`,
    );
    await expect(heavy).rejects.toMatchObject({ errors: [{ type: "MAX_NODE_LIMIT_EXCEEDED" }] });
  });

  it("gives data and errors together for a repository a knob makes fail", async () => {
    const { octokit } = await install("acme");
    await control("knobs", { route: "graphql", failNodes: ["ledger"] });
    const asked = octokit.graphql(query, { login: "acme" });
    const failed = z
      .object({ data: page, errors: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])) })) })
      .parse(await asked.catch((cause: unknown) => cause));
    expect(failed.errors).toHaveLength(1);
    expect(failed.data.organization.repositories.nodes.filter((node) => node === null)).toHaveLength(1);
  });
});

describe("webhooks", () => {
  it("signs a push so that Octokit accepts it, and the new contents are served", async () => {
    const { octokit } = await install("acme");
    await control("webhooks/settled", {});
    received.length = 0;
    await control("changes", {
      kind: "push",
      org: "acme",
      repo: "ledger",
      files: [{ path: "catalog-info.yaml", text: "kind: Broken" }],
      author: "elif",
    });
    await control("webhooks/settled", {});
    const [push] = received;
    expect(push?.event).toBe("push");
    expect(await verify(githubWebhookSecret, push?.body ?? "", push?.signature ?? "")).toBe(true);
    expect(JSON.parse(push?.body ?? "{}")).toMatchObject({
      ref: "refs/heads/main",
      installation: { id: expect.any(Number) },
      commits: [{ modified: ["catalog-info.yaml"] }],
    });
    const now = await octokit.request("GET /repos/{owner}/{repo}/contents/{path}", {
      owner: "acme",
      repo: "ledger",
      path: "catalog-info.yaml",
      mediaType: { format: "raw" },
    });
    expect(String(now.data)).toBe("kind: Broken");
  });

  it("does not send a failed delivery again by itself; asked to, it keeps the same id", async () => {
    await install("acme");
    await control("webhooks/settled", {});
    received.length = 0;
    double.answers.status = 500;
    await control("changes", { kind: "put-team", org: "acme", team: "night-shift" });
    await control("webhooks/settled", {});
    double.answers.status = 202;
    expect(received).toHaveLength(1);
    const deliveries = await double.app().octokit.request("GET /app/hook/deliveries");
    const failed = deliveries.data.find((one) => one.status_code === 500);
    await double.app().octokit.request("POST /app/hook/deliveries/{delivery_id}/attempts", {
      delivery_id: Number(failed?.id ?? 0),
    });
    await control("webhooks/settled", {});
    expect(received[1]?.delivery).toBe(received[0]?.delivery);
  });

  it("stops an installation's tokens at once when it is suspended", async () => {
    const { id, octokit } = await install("synth-14");
    await octokit.request("GET /installation/repositories");
    await control(`installations/${id}`, { action: "suspend" });
    expect(await statusOf(octokit.request("GET /installation/repositories"))).toBe(403);
    await control(`installations/${id}`, { action: "unsuspend" });
    expect(await statusOf(octokit.request("GET /installation/repositories"))).toBe(200);
  });
});

describe("knobs", () => {
  it("applies a fault as often as asked and then vanishes", async () => {
    const { octokit } = await install("synth-15");
    await control("knobs", { route: "/api/v3/installation/repositories", status: 502, repeat: 2 });
    const ask = () => statusOf(octokit.request("GET /installation/repositories"));
    expect([await ask(), await ask(), await ask()]).toEqual([502, 502, 200]);
  });

  it("cuts an answer in the middle", async () => {
    const { token } = await install("synth-16");
    const auth = { authorization: `token ${await token()}` };
    await control("knobs", { route: "/api/v3/installation/repositories", cutAfterBytes: 40 });
    const answer = await fetch(`${double.url()}/api/v3/installation/repositories`, { headers: auth });
    await expect(answer.text()).rejects.toThrow();
  });

  it("counts requests by route since the last reset", async () => {
    const { octokit } = await install("synth-17");
    await control("requests/reset", {});
    await octokit.request("GET /repos/{owner}/{repo}", { owner: "acme", repo: "payments-api" });
    const report = requestsShape.parse(await control("requests"));
    expect(report.byRoute["GET /api/v3/repos/:owner/:repo"]).toBe(1);
  });
});

describe("people", () => {
  async function signIn(login: string, path: string): Promise<Response> {
    const cookie = `fake_github_user=${login}`;
    const url = new URL(path, double.url());
    const form = new URLSearchParams({
      redirect_uri: url.searchParams.get("redirect_uri") ?? "",
      state: url.searchParams.get("state") ?? "",
      decision: "allow",
    });
    return fetch(`${double.url()}/login/oauth/authorize`, {
      method: "POST",
      body: form,
      headers: { cookie },
      redirect: "manual",
    });
  }

  async function userOctokit(login: string) {
    const redirect = "http://localhost:3000/api/github/callback";
    const back = await signIn(
      login,
      `/login/oauth/authorize?client_id=${githubClientId}&redirect_uri=${encodeURIComponent(redirect)}&state=s1`,
    );
    const target = new URL(back.headers.get("location") ?? "");
    expect(target.searchParams.get("state")).toBe("s1");
    return double.app().oauth.getUserOctokit({ code: target.searchParams.get("code") ?? "" });
  }

  it("lets only an administrator see an installation as hers", async () => {
    const { id } = await install("acme");
    const ada = await userOctokit("ada");
    expect((await ada.request("GET /user")).data.login).toBe("ada");
    expect((await ada.request("GET /user/emails")).data).toContainEqual(
      expect.objectContaining({ email: "ada@acme.example", primary: true, verified: true }),
    );
    expect(
      (await ada.request("GET /user/installations")).data.installations.map((one) => Number(one.id)),
    ).toContain(id);
    const mallory = await userOctokit("mallory");
    expect((await mallory.request("GET /user/installations")).data.installations).toHaveLength(0);
    expect(
      await statusOf(
        mallory.request("GET /user/installations/{installation_id}/repositories", { installation_id: id }),
      ),
    ).toBe(404);
  });

  it("installs by page and returns to the portal with the state, without a code", async () => {
    const form = new URLSearchParams({ account: "globex", selection: "all", state: "abc" });
    const refused = await fetch(`${double.url()}/apps/portico-local/installations`, {
      method: "POST",
      body: form,
      headers: { cookie: "fake_github_user=mallory" },
      redirect: "manual",
    });
    expect(refused.status).toBe(403);
    const done = await fetch(`${double.url()}/apps/portico-local/installations`, {
      method: "POST",
      body: form,
      headers: { cookie: "fake_github_user=gus" },
      redirect: "manual",
    });
    const target = new URL(done.headers.get("location") ?? "");
    expect(target.pathname).toBe("/api/github/setup");
    expect(Object.fromEntries(target.searchParams)).toMatchObject({
      state: "abc",
      installation_id: expect.any(String),
    });
    expect(target.searchParams.has("code")).toBe(false);
  });
});

it("keeps changes, installations and tokens over a restart", async () => {
  const { token } = await install("acme");
  await control("changes", {
    kind: "create-repo",
    org: "acme",
    repo: "kept",
    files: { "README.md": "# Kept\n" },
  });
  const secret = await token();
  await double.restart();
  const answer = await fetch(`${double.url()}/api/v3/repos/acme/kept`, {
    headers: { authorization: `token ${secret}` },
  });
  expect(answer.status).toBe(200);
});
