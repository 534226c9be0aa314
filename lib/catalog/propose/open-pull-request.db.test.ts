import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { updateInstallation } from "@/lib/github";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { startTestGithub, type TestGithub } from "@/lib/testing/start-github";
import { runDiscovery } from "../discovery/run-discovery";
import { startRun } from "../discovery/start-run";
import { ingestOrganisation } from "../ingest/ingest-organisation";
import { ingestRepositories } from "../ingest/run";
import { upsertGithubSource } from "../store/run-store";
import { openPullRequest } from "./open-pull-request";

const FILE = `# who we are
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pull-me # our name
spec:
  type: service
  owner: "team-a"
  lifecycle: production
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: pull-system
spec:
  owner: team-a
`;

let github: TestGithub;
let tenant: TestTenant;
let ctx: TenantContext;
let installationId: number;

beforeAll(async () => {
  github = await startTestGithub();
  tenant = await makeTenant();
  ctx = tenant.ctx;
  installationId = await github.install("globex");
  await github.control("changes?silent=1", {
    kind: "create-repo",
    org: "globex",
    repo: "pull-me",
    private: true,
    files: { "catalog-info.yaml": FILE },
  });
  const sourceId = await withTenantSql(ctx, async (db) => {
    await db.sql(
      "INSERT INTO installation (tenant_id, installation_id, account_login, account_id, account_type) VALUES ($1::uuid, $2::bigint, 'globex', 1, 'Organization')",
      [ctx.tenantId, installationId],
    );
    return upsertGithubSource(db, "globex", installationId);
  });
  const runId = await withTenantSql(ctx, (db) => startRun(db, sourceId, "person"));
  const door = {
    organisation: (inner: TenantContext, id: string, org: Parameters<typeof ingestOrganisation>[1]["org"]) =>
      ingestOrganisation(inner, { sourceId: id, org }),
    remove: async () => undefined,
  };
  await runDiscovery(ctx, { sourceId, runId }, door, github.fresh());
  const rows = await withTenantSql(ctx, (db) =>
    db.sql<{ id: string }>(
      "SELECT id::text FROM repository WHERE tenant_id = $1::uuid AND name = 'pull-me'",
      [ctx.tenantId],
    ),
  );
  await ingestRepositories(ctx, { sourceId, repositoryIds: rows.map((row) => row.id) });
}, 60_000);
afterAll(() => github.close());

const change = {
  ref: "component:default/pull-me",
  path: "spec.owner",
  value: "team-b",
  reason: "moved to team B in the reorg",
};
const allow = (permissions: Record<string, string>) =>
  github.control(`installations/${installationId}`, { action: "permissions", permissions });
const READ = { metadata: "read", contents: "read", members: "read", pull_requests: "read" };

it("gives the change as a patch and says what to grant while the installation may only read", async () => {
  await allow(READ);
  const proposed = await openPullRequest(ctx, change, github.api);
  expect(proposed).toMatchObject({
    kind: "patch",
    repository: "globex/pull-me",
    path: "catalog-info.yaml",
    missing: ["contents", "pull_requests"],
    text: FILE.replace('"team-a"', '"team-b"'),
  });
  expect(proposed.kind === "patch" && proposed.grantUrl).toMatch(
    new RegExp(`/organizations/globex/settings/installations/${installationId}$`),
  );
  expect(proposed.patch).toBe(`--- a/catalog-info.yaml
+++ b/catalog-info.yaml
@@ -5,7 +5,7 @@
   name: pull-me # our name
 spec:
   type: service
-  owner: "team-a"
+  owner: "team-b"
   lifecycle: production
 ---
 apiVersion: backstage.io/v1alpha1
`);
});

it("opens one pull request for the change, with the reason, once it may write, and the same one when asked again", async () => {
  await allow({ ...READ, contents: "write", pull_requests: "write" });
  const proposed = await openPullRequest(ctx, change, github.api);
  const again = await openPullRequest(ctx, change, github.api);
  if (proposed.kind !== "opened" || again.kind !== "opened") throw new Error("no pull request was opened");
  expect(again.number).toBe(proposed.number);

  const client = github.fresh().installation(installationId);
  const pull = z
    .object({
      title: z.string(),
      body: z.string(),
      head: z.object({ ref: z.string() }),
      user: z.object({ login: z.string() }),
    })
    .parse(
      await client.rest("GET /repos/{owner}/{repo}/pulls/{number}", {
        owner: "globex",
        repo: "pull-me",
        number: proposed.number,
      }),
    );
  expect(pull.title).toBe("pull-me: set spec.owner");
  expect(pull.body).toContain(change.reason);
  expect(pull.user.login).toMatch(/\[bot\]$/);
  const read = async (ref: string) => {
    const data = await client.rest("GET /repos/{owner}/{repo}/contents/{path}", {
      owner: "globex",
      repo: "pull-me",
      path: "catalog-info.yaml",
      ref,
    });
    return Buffer.from(z.object({ content: z.string() }).parse(data).content, "base64").toString("utf8");
  };
  expect(await read(pull.head.ref)).toBe(FILE.replace('"team-a"', '"team-b"'));
  expect(await read("main")).toBe(FILE);
  const audit = await withTenantSql(ctx, (db) =>
    db.sql(
      "SELECT after FROM audit_event WHERE tenant_id = $1::uuid AND action = 'catalog.pull_request.opened'",
      [ctx.tenantId],
    ),
  );
  expect(audit[0]).toMatchObject({ after: { reason: change.reason, pullRequest: proposed.url } });
});

it("refuses what would not be valid, who may not write, and other tenants", async () => {
  await expect(openPullRequest(ctx, { ...change, value: "" }, github.api)).rejects.toMatchObject({
    code: "invalid_input",
  });
  await expect(openPullRequest(ctx, { ...change, value: "team-a" }, github.api)).rejects.toThrow(
    "says so already",
  );
  await expect(openPullRequest(await tenant.as("viewer"), change, github.api)).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(openPullRequest((await makeTenant()).ctx, change, github.api)).rejects.toMatchObject({
    code: "not_found",
  });
});

it("asks for a connection when GitHub is gone", async () => {
  const facts = await github.api.getInstallation(installationId);
  await withTenantSql(ctx, (db) => updateInstallation(db, { ...facts, suspended: true }));
  await expect(openPullRequest(ctx, change, github.api)).rejects.toMatchObject({ code: "precondition" });
});
