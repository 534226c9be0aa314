import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Github } from "@/lib/github";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { startTestGithub, type TestGithub } from "@/lib/testing/start-github";
import type { OrgSnapshot } from "../ingest/repository-snapshot";
import { readProgress } from "../query/read-progress";
import { upsertGithubSource } from "../store/run-store";
import type { IngestDoor } from "./discover";
import { refreshRepositories } from "./refresh-repositories";
import { runDiscovery } from "./run-discovery";
import { startRun } from "./start-run";

let github: TestGithub;
beforeAll(async () => {
  github = await startTestGithub();
});
afterAll(() => github.close());
beforeEach(async () => {
  await github.control("knobs", undefined, "DELETE");
  await github.control("requests/reset", {});
});

type Row = {
  name: string;
  verdict: string;
  needsRead: boolean;
  message: string | null;
  files: number;
  teams: number;
  tree: number;
  missing: boolean;
};

/** A tenant connected to one of the stand-in's organisations, with an ingest that only notes what it was handed. */
async function connect(account: string) {
  const tenant: TestTenant = await makeTenant();
  const { ctx } = tenant;
  const installationId = await github.install(account);
  const handed = { organisations: [] as OrgSnapshot[], removed: [] as string[] };
  const door: IngestDoor = {
    organisation: async (_ctx, _sourceId, snapshot) => void handed.organisations.push(snapshot),
    remove: async (inner, _sourceId, ids) => {
      handed.removed.push(...ids);
      await withTenantSql(inner, (db) =>
        db.sql("DELETE FROM repository WHERE tenant_id = $1::uuid AND id = ANY($2::uuid[])", [
          inner.tenantId,
          [...ids],
        ]),
      );
    },
  };
  const sourceId = await withTenantSql(ctx, async (db) => {
    // Other tests bind the same accounts: an installation belongs to one tenant, so the row of the earlier one goes.
    await db.sql(
      "INSERT INTO installation (tenant_id, installation_id, account_login, account_id, account_type) VALUES ($1::uuid, $2::bigint, $3, 1, 'Organization')",
      [ctx.tenantId, installationId, account],
    );
    return upsertGithubSource(db, account, installationId);
  });
  const begin = () => withTenantSql(ctx, (db) => startRun(db, sourceId, "person"));
  /** plays the queue: runs the job and takes its row away, as done or as waiting */
  const run = async (runId: string, api: Github = github.fresh()) => {
    const outcome = await runDiscovery(ctx, { sourceId, runId }, door, api).then(
      () => "done",
      (error: Error) => error.name,
    );
    if (outcome === "done")
      await withTenantSql(ctx, (db) =>
        db.sql(
          "UPDATE outbox SET status = 'done' WHERE tenant_id = $1::uuid AND job = 'catalog.discover-installation'",
          [ctx.tenantId],
        ),
      );
    return outcome;
  };
  const rows = () =>
    withTenantSql(ctx, (db) =>
      db.sql<Row>(
        `SELECT name, verdict, needs_read AS "needsRead", message, coalesce(jsonb_array_length(snapshot->'files'), 0)::int AS files,
           jsonb_array_length(access->'teams')::int AS teams, coalesce(jsonb_array_length(snapshot->'tree'), 0)::int AS tree, missing_since IS NOT NULL AS missing
         FROM repository WHERE tenant_id = $1::uuid ORDER BY name`,
        [ctx.tenantId],
      ),
    );
  const batched = () =>
    withTenantSql(ctx, (db) =>
      db.sql<{ id: string }>(
        `SELECT jsonb_array_elements_text(payload->'repositoryIds') AS id FROM outbox WHERE tenant_id = $1::uuid AND job = 'catalog.ingest-batch'`,
        [ctx.tenantId],
      ),
    );
  /** plays ingest: every queued repository gets its verdict */
  const ingestAll = () =>
    withTenantSql(ctx, async (db) => {
      await db.sql(
        "UPDATE repository SET verdict = 'derived', verdict_at = now() WHERE tenant_id = $1::uuid AND verdict = 'queued'",
        [ctx.tenantId],
      );
      await db.sql("UPDATE ingest_run SET status = 'done', stage = 'done' WHERE tenant_id = $1::uuid", [
        ctx.tenantId,
      ]);
      await db.sql("DELETE FROM outbox WHERE tenant_id = $1::uuid", [ctx.tenantId]);
    });
  return { ctx, tenant, sourceId, installationId, handed, door, begin, run, rows, batched, ingestAll };
}

describe("discovery", () => {
  it("reads 200 repositories with contents, teams and people in at most 12 requests, and an unchanged second run reads none again", async () => {
    const org = await connect("synth-200");
    const runId = await org.begin();
    expect(await org.run(runId)).toBe("done");
    const first = await github.requests();
    const rows = await org.rows();
    expect(rows).toHaveLength(200);
    expect(rows.filter((row) => row.needsRead)).toEqual([]);
    expect(rows.every((row) => row.verdict === "queued" && row.tree > 0)).toBe(true);
    expect((await org.batched()).length).toBe(200);
    expect(org.handed.organisations[0]?.teams.length).toBeGreaterThan(0);
    expect(rows.some((row) => row.teams > 0)).toBe(true);
    const progress = await readProgress(org.ctx, runId);
    expect(progress).toMatchObject({ run: { total: 200, stage: "ingest", requests: first } });
    expect(first).toBeLessThanOrEqual(12);

    await org.ingestAll();
    await github.control("requests/reset", {});
    const second = await org.begin();
    expect(second).not.toBe(runId);
    expect(await org.run(second)).toBe("done");
    expect(await org.batched()).toEqual([]);
    expect((await org.rows()).every((row) => row.verdict === "derived")).toBe(true);
    expect(await github.requests()).toBeLessThanOrEqual(6);
    expect((await readProgress(org.ctx, second))?.run.status).toBe("done");
  });

  it("waits with the cause when GitHub fails in the middle, goes on from there, and loses and doubles nothing", async () => {
    const org = await connect("synth-120");
    const runId = await org.begin();
    await github.control("knobs", {
      route: "graphql",
      bodyContains: "PorticoRepositories",
      status: 503,
      repeat: 4,
      skip: 1,
    });
    expect(await org.run(runId)).toBe("RetryAt");
    const waiting = await readProgress(org.ctx, runId);
    expect(waiting?.run).toMatchObject({
      status: "waiting",
      stage: "discover",
      total: 120,
      problem: { code: "outage" },
    });
    expect(waiting?.run.problem?.message).toContain("503");
    expect(Date.parse(waiting?.run.waitUntil ?? "")).toBeGreaterThan(Date.now());
    expect(waiting?.squares).toHaveLength(120);
    expect((await org.batched()).length).toBe(50);

    await github.control("requests/reset", {});
    expect(await org.run(runId)).toBe("done");
    const batched = await org.batched();
    expect(new Set(batched.map(({ id }) => id)).size).toBe(120);
    expect(batched).toHaveLength(120);
    expect((await readProgress(org.ctx, runId))?.run).toMatchObject({
      status: "running",
      stage: "ingest",
      problem: undefined,
    });
  });

  it("asks for less at a time when GitHub cannot answer a whole page", async () => {
    const org = await connect("synth-110");
    const runId = await org.begin();
    await github.control("knobs", {
      route: "graphql",
      bodyContains: "PorticoRepositories",
      status: 502,
      repeat: 8,
    });
    for (let tries = 0; tries < 4 && (await org.run(runId)) !== "done"; tries += 1);
    expect((await org.rows()).filter((row) => row.needsRead)).toEqual([]);
    expect(await org.batched()).toHaveLength(110);
  });

  it("sends nothing before a limit's end and says until when it waits", async () => {
    const org = await connect("synth-30");
    const runId = await org.begin();
    await github.control("limit", {
      installationId: org.installationId,
      resource: "graphql",
      remaining: 0,
      resetInSeconds: 40,
    });
    const api = github.fresh();
    expect(await org.run(runId, api)).toBe("RetryAt");
    const progress = await readProgress(org.ctx, runId);
    expect(progress?.run).toMatchObject({ status: "waiting", problem: { code: "rate_limited" } });
    expect(Date.parse(progress?.run.waitUntil ?? "") - Date.now()).toBeGreaterThan(30_000);
    // A worker that starts now knows of the limit from the database.
    await github.control("requests/reset", {});
    expect(await org.run(runId)).toBe("RetryAt");
    const { byRoute } = (await github.control("requests")) as { byRoute: Record<string, number> };
    expect(Object.keys(byRoute).filter((route) => /graphql|installation\/repositories/.test(route))).toEqual(
      [],
    );
    await github.control("limit", {
      installationId: org.installationId,
      resource: "graphql",
      remaining: 5000,
    });
  });

  it("marks the repositories GitHub answers null for as failed with the cause, keeps what it had of them, and asks again next time", async () => {
    const org = await connect("synth-20");
    expect(await org.run(await org.begin())).toBe("done");
    await org.ingestAll();
    const [victim] = await org.rows();
    const name = victim?.name ?? "";
    const push = {
      kind: "push",
      org: "synth-20",
      repo: name,
      files: [{ path: "README.md", text: "# Changed\n" }],
    };
    await github.control("changes?silent=1", push);
    await github.control("knobs", {
      route: "graphql",
      bodyContains: "PorticoRepositories",
      failNodes: [name],
      repeat: 1,
    });
    expect(await org.run(await org.begin())).toBe("done");
    const failed = (await org.rows()).find((row) => row.name === name);
    expect(failed).toMatchObject({ verdict: "failed", files: victim?.files, tree: victim?.tree });
    expect(failed?.message).toContain(name);
    await org.ingestAll();
    expect(await org.run(await org.begin())).toBe("done");
    expect((await org.rows()).find((row) => row.name === name)).toMatchObject({ verdict: "queued" });
  });

  // A loss here empties a customer's catalog because GitHub hiccuped (E11).
  it("keeps everything when the list comes back short, and removes only after a second run says the same", async () => {
    const org = await connect("synth-50");
    expect(await org.run(await org.begin())).toBe("done");
    await org.ingestAll();
    const empty = {
      route: "GET /api/v3/installation/repositories",
      body: { total_count: 0, repositories: [] },
      repeat: 1,
    };
    await github.control("knobs", empty);
    const suspicious = await org.begin();
    expect(await org.run(suspicious)).toBe("done");
    expect(org.handed.removed).toEqual([]);
    expect((await org.rows()).filter((row) => row.missing)).toHaveLength(50);
    expect((await readProgress(org.ctx, suspicious))?.run.problem).toMatchObject({ code: "mass_loss" });
    await org.ingestAll();
    await github.control("knobs", empty);
    expect(await org.run(await org.begin())).toBe("done");
    expect(org.handed.removed).toHaveLength(50);
  });

  it("removes a few missing repositories at once", async () => {
    const org = await connect("synth-40");
    expect(await org.run(await org.begin())).toBe("done");
    await org.ingestAll();
    const [gone] = await org.rows();
    await github.control("changes?silent=1", { kind: "delete-repo", org: "synth-40", repo: gone?.name });
    expect(await org.run(await org.begin())).toBe("done");
    expect(org.handed.removed).toHaveLength(1);
    expect((await org.rows()).some((row) => row.name === gone?.name)).toBe(false);
  });

  it("stops with a clear problem when the App was suspended or uninstalled, and keeps the catalog", async () => {
    const org = await connect("synth-10");
    expect(await org.run(await org.begin())).toBe("done");
    await org.ingestAll();
    await github.control(`installations/${org.installationId}`, { action: "suspend" });
    const suspended = await org.begin();
    expect(await org.run(suspended)).toBe("TerminalError");
    expect((await readProgress(org.ctx, suspended))?.run).toMatchObject({
      status: "failed",
      problem: { code: "suspended" },
    });
    await github.control(`installations/${org.installationId}`, { action: "uninstall" });
    await withTenantSql(org.ctx, (db) =>
      db.sql("DELETE FROM outbox WHERE tenant_id = $1::uuid", [org.ctx.tenantId]),
    );
    const removed = await org.begin();
    expect(await org.run(removed)).toBe("TerminalError");
    expect((await readProgress(org.ctx, removed))?.run).toMatchObject({
      status: "failed",
      problem: { code: "uninstalled" },
    });
    expect(await org.rows()).toHaveLength(10);
  });

  it("re-reads one pushed, renamed or deleted repository by its id", async () => {
    const org = await connect("synth-15");
    expect(await org.run(await org.begin())).toBe("done");
    await org.ingestAll();
    const [first, second] = await org.rows();
    const idOf = async (name: string | undefined) => {
      const rows = await withTenantSql(org.ctx, (db) =>
        db.sql<{ id: string }>(
          "SELECT external_id::text AS id FROM repository WHERE tenant_id = $1::uuid AND name = $2",
          [org.ctx.tenantId, name],
        ),
      );
      return rows[0]?.id ?? "";
    };
    const ids = [await idOf(first?.name), await idOf(second?.name)];
    await github.control("changes?silent=1", [
      {
        kind: "push",
        org: "synth-15",
        repo: first?.name,
        files: [{ path: "deep/er/still/catalog-info.yaml", text: "kind: Component\n" }],
      },
      { kind: "edit-repo", org: "synth-15", repo: first?.name, name: "renamed-one" },
      { kind: "delete-repo", org: "synth-15", repo: second?.name },
    ]);
    const ingested: string[] = [];
    const door = {
      remove: org.door.remove,
      repositories: async (_: unknown, __: string, repositoryIds: readonly string[]) =>
        void ingested.push(...repositoryIds),
    };
    await refreshRepositories(org.ctx, { sourceId: org.sourceId, externalIds: ids }, door, github.fresh());
    expect(ingested).toHaveLength(1);
    expect(org.handed.removed).toHaveLength(1);
    const snapshots = await withTenantSql(org.ctx, (db) =>
      db.sql<{ found: boolean }>(
        `SELECT EXISTS (SELECT 1 FROM jsonb_array_elements(snapshot->'files') f WHERE f->>'path' = 'deep/er/still/catalog-info.yaml' AND f->>'text' LIKE 'kind:%') AS found
        FROM repository WHERE tenant_id = $1::uuid AND name = 'renamed-one'`,
        [org.ctx.tenantId],
      ),
    );
    expect(snapshots).toEqual([{ found: true }]);
  });

  it("reads the files that Locations and placeholders name, whatever they are called", async () => {
    const org = await connect("synth-11");
    expect(await org.run(await org.begin())).toBe("done");
    await org.ingestAll();
    const [first] = await org.rows();
    const [row] = await withTenantSql(org.ctx, (db) =>
      db.sql<{ id: string }>(
        "SELECT external_id::text AS id FROM repository WHERE tenant_id = $1::uuid AND name = $2",
        [org.ctx.tenantId, first?.name],
      ),
    );
    const api =
      "kind: API\nspec:\n  definition:\n    $text: ./a/very/deep/folder/of/the/tree/notes.txt\n  more: {$json: ./not-there.json}\n";
    await github.control("changes?silent=1", [
      {
        kind: "push",
        org: "synth-11",
        repo: first?.name,
        files: [
          {
            path: "catalog-info.yaml",
            text: "kind: Location\nspec:\n  targets: [./infra/*.yaml, ./one.odd]\n",
          },
          { path: "infra/pay.yaml", text: api },
          { path: "infra/a/very/deep/folder/of/the/tree/notes.txt", text: "openapi: 3.1.0" },
          { path: "one.odd", text: "kind: Location\nspec:\n  target: two.odd\n" },
          { path: "two.odd", text: "kind: Component\n" },
          { path: "three.odd", text: "nobody names it" },
        ],
      },
    ]);
    const door = { remove: org.door.remove, repositories: async () => undefined };
    const input = { sourceId: org.sourceId, externalIds: [row?.id ?? ""] };
    await refreshRepositories(org.ctx, input, door, github.fresh());
    const files = await withTenantSql(org.ctx, (db) =>
      db.sql<{ path: string; problem: string | null }>(
        `SELECT f->>'path' AS path, f->>'problem' AS problem FROM repository, jsonb_array_elements(snapshot->'files') f
         WHERE tenant_id = $1::uuid AND name = $2 AND f->>'path' ~ 'odd$|^infra|not-there' ORDER BY 1`,
        [org.ctx.tenantId, first?.name],
      ),
    );
    expect(files).toEqual([
      { path: "infra/a/very/deep/folder/of/the/tree/notes.txt", problem: null },
      { path: "infra/pay.yaml", problem: null },
      { path: "one.odd", problem: null },
      { path: "two.odd", problem: null },
    ]);
  });

  it("reads definition files of kinds from the chosen repository only", async () => {
    const org = await connect("synth-13");
    expect(await org.run(await org.begin())).toBe("done");
    const repositories = await withTenantSql(org.ctx, (db) =>
      db.sql<{ id: string; externalId: string; name: string }>(
        `SELECT id::text, external_id::text AS "externalId", name FROM repository WHERE tenant_id = $1::uuid ORDER BY name LIMIT 2`,
        [org.ctx.tenantId],
      ),
    );
    const files = ["vault.yaml", "more.json", "README.md", "deep/x.yaml"].map((name) => ({
      path: `.portico/kinds/${name}`,
      text: `of ${name}`,
    }));
    await github.control(
      "changes?silent=1",
      repositories.map(({ name: repo }) => ({ kind: "push", org: "synth-13", repo, files })),
    );
    await withTenantSql(org.ctx, (db) =>
      db.sql(
        "INSERT INTO kind_source (tenant_id, repository_id, folder, chosen_by) VALUES ($1::uuid, $2::uuid, '.portico/kinds', 'Ada')",
        [org.ctx.tenantId, repositories[0]?.id],
      ),
    );
    const externalIds = repositories.map(({ externalId }) => externalId);
    const door = { remove: org.door.remove, repositories: async () => undefined };
    await refreshRepositories(org.ctx, { sourceId: org.sourceId, externalIds }, door, github.fresh());
    const read = await withTenantSql(org.ctx, (db) =>
      db.sql<{ kinds: object | null; texts: string[] | null }>(
        `SELECT snapshot->'kindFiles' AS kinds, (SELECT array_agg(f->>'text' ORDER BY f->>'path') FROM jsonb_array_elements(snapshot->'files') f
           WHERE starts_with(f->>'path', '.portico/')) AS texts
         FROM repository WHERE tenant_id = $1::uuid AND external_id = ANY($2::bigint[]) ORDER BY name`,
        [org.ctx.tenantId, externalIds],
      ),
    );
    expect(read).toEqual([
      {
        kinds: {
          folder: ".portico/kinds",
          paths: [".portico/kinds/more.json", ".portico/kinds/vault.yaml"],
          complete: true,
        },
        texts: ["of more.json", "of vault.yaml"],
      },
      { kinds: null, texts: null },
    ]);
  });

  it("lets go of a transferred repository, and keeps all when only the account has a new name", async () => {
    const org = await connect("synth-12");
    expect(await org.run(await org.begin())).toBe("done");
    await org.ingestAll();
    const rows = await withTenantSql(org.ctx, (db) =>
      db.sql<{ id: string; name: string }>(
        "SELECT external_id::text AS id, name FROM repository WHERE tenant_id = $1::uuid ORDER BY name",
        [org.ctx.tenantId],
      ),
    );
    const [moved, stays] = rows;
    await github.control("changes?silent=1", {
      kind: "transfer-repo",
      org: "synth-12",
      repo: moved?.name,
      to: "globex",
    });
    // As if the account had been renamed since we last looked.
    await withTenantSql(org.ctx, (db) =>
      db.sql("UPDATE installation SET account_login = 'synth-old-name' WHERE tenant_id = $1::uuid", [
        org.ctx.tenantId,
      ]),
    );
    const door = { remove: org.door.remove, repositories: async () => undefined };
    const externalIds = [moved?.id ?? "", stays?.id ?? ""];
    await refreshRepositories(org.ctx, { sourceId: org.sourceId, externalIds }, door, github.fresh());
    expect(org.handed.removed).toHaveLength(1);
    expect((await org.rows()).map((row) => row.name)).toContain(stays?.name);
  });

  it("starts one run for many presses, and never another tenant's", async () => {
    const org = await connect("synth-5");
    const runs = await Promise.all(Array.from({ length: 5 }, () => org.begin()));
    expect(new Set(runs).size).toBe(1);
    const other = await makeTenant();
    await expect(readProgress(other.ctx, runs[0])).rejects.toMatchObject({ code: "not_found" });
  });
});
