import { mkdtemp } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { sonarqubeToken } from "@/e2e/fakes/credentials";
import { startSonarqube } from "@/e2e/fakes/sonarqube";
import { setPlan } from "@/lib/entitlements";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { AppError, RetryAt } from "@/lib/platform/errors";
import { makeTenant, type TestTenant } from "@/lib/testing";
import {
  asksOf,
  configurePlugin,
  disablePlugin,
  enablePlugin,
  type GithubCall,
  getPlugin,
  getRegistered,
  listEntityCards,
  listPlugins,
  type PriceOf,
  removePlugin,
  runQuery,
  testConnection,
} from ".";

const priceOf: PriceOf = async () => ({ minor: 1200, currency: "usd", interval: "month", perSeat: true });
const REF = "component:default/payments-api";
const input = { plugin: "sonarqube", query: "quality", ref: REF };

let sonar: Awaited<ReturnType<typeof startSonarqube>>;
/** A vendor that answers what a test tells it to. */
let vendor: Server;
let vendorUrl = "";
let vendorAnswer: { status: number; headers: Record<string, string>; body: string } = {
  status: 200,
  headers: {},
  body: "{}",
};

beforeAll(async () => {
  sonar = await startSonarqube({ port: 0, stateDir: await mkdtemp(join(tmpdir(), "plugins-test-")) });
  vendor = createServer((_request, response) => {
    response.writeHead(vendorAnswer.status, vendorAnswer.headers).end(vendorAnswer.body);
  });
  await new Promise<void>((resolve) => vendor.listen(0, "127.0.0.1", resolve));
  const address = vendor.address();
  vendorUrl = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  vi.stubEnv("PORTICO_EGRESS_ALLOW", `${new URL(sonar.url).host},${new URL(vendorUrl).host}`);
});
afterAll(async () => {
  await sonar.close();
  await new Promise((resolve) => vendor.close(resolve));
});

const agreed = (id: string) => {
  const asks = asksOf(getRegistered(id).manifest);
  return {
    hosts: [...asks.hosts],
    secrets: [...asks.secrets],
    reads: [...asks.reads],
    github: [...asks.github],
  };
};
const enable = (ctx: TenantContext, plugin = "sonarqube") =>
  enablePlugin(ctx, { plugin, agreed: agreed(plugin) }, priceOf);
const configure = (
  ctx: TenantContext,
  baseUrl = sonar.url,
  secrets: Record<string, string> = { token: sonarqubeToken },
) => configurePlugin(ctx, { plugin: "sonarqube", config: { baseUrl }, secrets }, priceOf);
const query = (ctx: TenantContext, more: Partial<typeof input> = {}) =>
  runQuery(ctx, { ...input, ...more }, { priceOf });
const setTo = (ctx: TenantContext, plan: string) =>
  withTenantSql(ctx, (db) =>
    setPlan(db, ctx, { plan, status: "active", addons: [], seats: undefined, validUntil: undefined }),
  );

async function addEntity(
  ctx: TenantContext,
  name: string,
  annotations: Record<string, string>,
): Promise<void> {
  const body = { apiVersion: "backstage.io/v1alpha1", kind: "Component", metadata: { name, annotations } };
  await withTenantSql(ctx, (db) =>
    db.sql(
      `INSERT INTO entity (tenant_id, ref, kind, namespace, name, title, tags, served, provenance, hash, etag)
       VALUES ($1::uuid, $2, 'component', 'default', $3, $3, '{}', $4, '{}', 'h', 'e')`,
      [ctx.tenantId, `component:default/${name}`, name, JSON.stringify(body)],
    ),
  );
}

async function tenantWithSonarqube(plan: "team" | "business" = "team"): Promise<TestTenant> {
  const tenant = await makeTenant({ plan });
  await addEntity(tenant.ctx, "payments-api", { "sonarqube.org/project-key": "acme_payments-api" });
  await enable(tenant.ctx);
  await configure(tenant.ctx);
  return tenant;
}

async function refusal(attempt: Promise<unknown>): Promise<AppError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof AppError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

describe("from locked to a card", () => {
  it("tells what it costs at every door while the plan lacks it", async () => {
    const { ctx } = await makeTenant({ plan: "free" });
    await addEntity(ctx, "payments-api", { "sonarqube.org/project-key": "acme_payments-api" });
    const test = () =>
      testConnection(ctx, { plugin: "sonarqube", config: { baseUrl: sonar.url }, secrets: {} }, { priceOf });
    for (const attempt of [() => enable(ctx), () => configure(ctx), () => query(ctx), test]) {
      const error = await refusal(attempt());
      expect(error.code).toBe("feature_locked");
      expect(error.details).toMatchObject({
        plan: "team",
        price: { amount: 1200, text: "$12 per seat and month" },
        url: expect.stringContaining(`/${ctx.slug}/marketplace/sonarqube`),
      });
    }
    expect((await listPlugins(ctx)).find((plugin) => plugin.manifest.id === "sonarqube")?.gate).toMatchObject(
      { kind: "locked" },
    );
  });

  it("answers from the vendor once enabled and configured", async () => {
    const { ctx } = await tenantWithSonarqube();
    const answer = await query(ctx);
    expect(answer.data).toMatchObject({
      project: "acme_payments-api",
      gate: expect.any(String),
      bugs: expect.any(Number),
    });
    expect(answer.link).toMatchObject({ value: "acme_payments-api", origin: "annotation" });
    expect(await listEntityCards(ctx, "component")).toMatchObject([
      { manifest: { id: "sonarqube" }, gate: { kind: "open" } },
    ]);
  });

  it("works with a plan bought later, in the same process, and freezes when it ends", async () => {
    const { ctx } = await makeTenant({ plan: "free" });
    await addEntity(ctx, "payments-api", { "sonarqube.org/project-key": "acme_payments-api" });
    await setTo(ctx, "team");
    await enable(ctx);
    await configure(ctx);
    await query(ctx);
    await setTo(ctx, "free");
    // The answer is still in the cache, and must not come out.
    expect((await refusal(query(ctx))).code).toBe("feature_locked");
    const plugin = await getPlugin(ctx, "sonarqube");
    expect(plugin.gate).toMatchObject({ kind: "locked", frozen: true });
    expect(plugin.settings).toMatchObject({
      install: { config: { baseUrl: sonar.url } },
      secrets: ["token"],
    });
    await setTo(ctx, "team");
    expect((await query(ctx)).data).toMatchObject({ project: "acme_payments-api" });
  });
});

describe("refusals", () => {
  it("is closed to other tenants, whatever they name", async () => {
    await tenantWithSonarqube();
    const other = await makeTenant({ plan: "team" });
    expect((await refusal(query(other.ctx))).code).toBe("precondition");
    await enable(other.ctx);
    await configure(other.ctx);
    expect((await refusal(query(other.ctx))).code).toBe("not_found");
  });

  it("is closed when switched off, and says so", async () => {
    const { ctx } = await tenantWithSonarqube();
    await query(ctx);
    await disablePlugin(ctx, { plugin: "sonarqube" });
    expect(await refusal(query(ctx))).toMatchObject({ code: "precondition", details: { step: "switch-on" } });
    expect(await listEntityCards(ctx, "component")).toEqual([]);
  });

  it("lets a viewer look and nothing else", async () => {
    const tenant = await tenantWithSonarqube();
    const viewer = await tenant.as("viewer");
    await query(viewer);
    const plugin = { plugin: "sonarqube" };
    for (const attempt of [
      () => enable(viewer),
      () => configure(viewer),
      () => disablePlugin(viewer, plugin),
      () => removePlugin(viewer, plugin),
    ]) {
      expect((await refusal(attempt())).code).toBe("forbidden");
    }
  });

  it("names unknown plugins and queries, inherited names included", async () => {
    const { ctx } = await tenantWithSonarqube();
    expect((await refusal(query(ctx, { plugin: "nope" }))).code).toBe("not_found");
    expect((await refusal(query(ctx, { query: "constructor" }))).code).toBe("not_found");
  });

  it("wants agreement to all that is asked", async () => {
    const { ctx } = await makeTenant({ plan: "team" });
    expect(
      (
        await refusal(
          enablePlugin(
            ctx,
            { plugin: "sonarqube", agreed: { hosts: [], secrets: [], reads: [], github: [] } },
            priceOf,
          ),
        )
      ).code,
    ).toBe("conflict");
  });

  it("says which annotation is missing", async () => {
    const { ctx } = await tenantWithSonarqube();
    await addEntity(ctx, "lonely", {});
    expect(await refusal(query(ctx, { ref: "component:default/lonely" }))).toMatchObject({
      code: "precondition",
      details: { annotation: "sonarqube.org/project-key" },
    });
  });
});

describe("secrets and hosts", () => {
  it("calls no private address that the operator did not allow", async () => {
    const { ctx } = await makeTenant({ plan: "team" });
    await enable(ctx);
    const outcome = await testConnection(
      ctx,
      { plugin: "sonarqube", config: { baseUrl: "http://127.0.0.1:5432" }, secrets: { token: "squ_secret" } },
      { priceOf },
    );
    expect(outcome).toMatchObject({ ok: false, says: expect.stringContaining("not public") });
  });

  it("does not carry a stored token to another address", async () => {
    const { ctx } = await tenantWithSonarqube();
    const moved = await refusal(configure(ctx, "https://elsewhere.example", {}));
    expect(moved).toMatchObject({
      code: "invalid_input",
      details: { fields: { token: expect.stringContaining("again") } },
    });
    const tested = await refusal(
      testConnection(
        ctx,
        { plugin: "sonarqube", config: { baseUrl: "https://elsewhere.example" }, secrets: {} },
        { priceOf },
      ),
    );
    expect(tested.code).toBe("invalid_input");
  });

  it("shows a secret to nobody: not in settings, answers, errors or the audit", async () => {
    const { ctx } = await tenantWithSonarqube();
    const seen = [
      await getPlugin(ctx, "sonarqube"),
      await query(ctx),
      await withTenantSql(ctx, (db) => db.sql("SELECT * FROM audit_event")),
      await withTenantSql(ctx, (db) => db.sql("SELECT ciphertext FROM secret")),
    ];
    expect(
      JSON.stringify(seen, (_key, value) => (typeof value === "bigint" ? String(value) : value)),
    ).not.toContain(sonarqubeToken);
  });

  it("says per field what is wrong with settings", async () => {
    const { ctx } = await makeTenant({ plan: "team" });
    await enable(ctx);
    expect(
      (
        await refusal(
          configurePlugin(
            ctx,
            { plugin: "sonarqube", config: { baseUrl: "sonar", evil: "x" }, secrets: { other: "x" } },
            priceOf,
          ),
        )
      ).details,
    ).toMatchObject({
      fields: {
        baseUrl: expect.stringContaining("SonarQube address"),
        evil: expect.any(String),
        other: expect.any(String),
        token: "Token is needed.",
      },
    });
  });
});

describe("the vendor", () => {
  it("answers a test in place, good and bad", async () => {
    const { ctx } = await makeTenant({ plan: "team" });
    await enable(ctx);
    const test = (token: string) =>
      testConnection(
        ctx,
        { plugin: "sonarqube", config: { baseUrl: sonar.url }, secrets: { token } },
        { priceOf },
      );
    expect(await test(sonarqubeToken)).toMatchObject({
      ok: true,
      says: expect.stringMatching(/SonarQube \S+ answered and accepted/),
    });
    expect(await test("squ_wrong")).toMatchObject({ ok: false, says: expect.stringMatching(/not accept/) });
  });

  it("is named with the cause when it refuses, and the failure is counted", async () => {
    const { ctx } = await tenantWithSonarqube();
    await configure(ctx, sonar.url, { token: "squ_wrong" });
    expect(await refusal(query(ctx))).toMatchObject({
      code: "upstream_failed",
      message: expect.stringContaining("refused the token"),
    });
    expect((await getPlugin(ctx, "sonarqube")).usage).toMatchObject({
      failures: 1,
      lastError: expect.stringContaining("refused the token"),
    });
  });
});

it("forgets settings and secrets only when removed, and audits each step without them", async () => {
  const { ctx } = await tenantWithSonarqube();
  await removePlugin(ctx, { plugin: "sonarqube" });
  expect((await getPlugin(ctx, "sonarqube")).settings).toEqual({ install: undefined, secrets: [] });
  const rows = await withTenantSql(ctx, (db) =>
    db.sql<{ action: string }>("SELECT action FROM audit_event WHERE action LIKE 'plugins.%' ORDER BY id"),
  );
  expect(rows.map((row) => row.action)).toEqual([
    "plugins.plugin.enabled",
    "plugins.plugin.configured",
    "plugins.plugin.removed",
  ]);
});

it("rehearses where a plugin lights up", async () => {
  const { ctx } = await makeTenant();
  await addEntity(ctx, "one", { "sonarqube.org/project-key": "x" });
  await addEntity(ctx, "two", {});
  const reach = async (id: string) => (await getPlugin(ctx, id)).reach;
  expect(await reach("sonarqube")).toEqual({ total: 2, annotated: 1, filled: 0 });
});

it("keeps a redirect from leaving the agreed host", async () => {
  const allowed = await makeTenant({ plan: "team" });
  await addEntity(allowed.ctx, "payments-api", { "sonarqube.org/project-key": "k" });
  await enable(allowed.ctx);
  vendorAnswer = { status: 302, headers: { location: `${sonar.url}/api/system/status` }, body: "" };
  await configure(allowed.ctx, vendorUrl, { token: "squ_secret" });
  expect(await refusal(query(allowed.ctx))).toMatchObject({
    code: "upstream_failed",
    message: expect.stringContaining("another address"),
  });
  vendorAnswer = {
    status: 200,
    headers: { "content-type": "text/html", "set-cookie": "a=b" },
    body: "<script>1</script>",
  };
  expect(await refusal(query(allowed.ctx))).toMatchObject({ message: expect.stringContaining("not JSON") });
  vendorAnswer = { status: 200, headers: {}, body: `"${"x".repeat(3 * 1024 * 1024)}"` };
  expect(await refusal(query(allowed.ctx))).toMatchObject({
    message: expect.stringContaining("larger than"),
  });
});

it("refuses an answer that repeats the secret", async () => {
  const { ctx } = await makeTenant({ plan: "team" });
  await addEntity(ctx, "payments-api", { "sonarqube.org/project-key": "k" });
  await enable(ctx);
  await configure(ctx, vendorUrl, { token: "squ_secret" });
  vendorAnswer = {
    status: 200,
    headers: {},
    body: JSON.stringify({
      projectStatus: { status: "squ_secret", conditions: [] },
      component: { measures: [] },
    }),
  };
  const error = await refusal(query(ctx));
  expect(error.message).toContain("repeated the secret");
  expect(error.message).not.toContain("squ_secret");
});

describe("GitHub plugins", () => {
  const runs = {
    total_count: 1,
    workflow_runs: [
      {
        id: 1,
        name: "CI",
        head_branch: "main",
        status: "completed",
        conclusion: "success",
        run_started_at: "2026-11-23T09:00:00Z",
        updated_at: "2026-11-23T09:01:00Z",
        html_url: "https://github.com/acme/payments-api/actions/runs/1",
      },
    ],
  };

  async function withActions(): Promise<TenantContext> {
    const { ctx } = await makeTenant();
    await addEntity(ctx, "payments-api", { "github.com/project-slug": "acme/payments-api" });
    await enable(ctx, "github-actions");
    return ctx;
  }
  const ask = (ctx: TenantContext, callGithub: GithubCall) =>
    runQuery(ctx, { plugin: "github-actions", query: "runs", ref: REF }, { priceOf, callGithub });

  it("ask as the tenant's own installation, on the Free plan", async () => {
    const ctx = await withActions();
    const calls: string[] = [];
    const answer = await ask(ctx, async (_ctx, owner, path) => {
      calls.push(`${owner} ${path}`);
      return runs;
    });
    expect(calls).toEqual(["acme /repos/acme/payments-api/actions/runs?per_page=20"]);
    expect(answer.data).toMatchObject({ passedPercent: 100, medianSeconds: 60 });
  });

  it.each([
    [
      "a missing permission",
      new AppError("forbidden", "no", { details: { status: 403 } }),
      "upstream_failed",
      "Actions: read",
    ],
    ["a limit", new RetryAt(new Date("2026-11-23T10:00:00Z"), "limit"), "rate_limited", "10:00"],
    [
      "an outage",
      new AppError("upstream_failed", "down", { details: { status: 0 } }),
      "upstream_failed",
      "could not be reached",
    ],
  ] as const)("name %s", async (_name, thrown, code, words) => {
    const ctx = await withActions();
    expect(await refusal(ask(ctx, () => Promise.reject(thrown)))).toMatchObject({
      code,
      message: expect.stringContaining(words),
    });
  });

  it("say that the organisation is not connected", async () => {
    const ctx = await withActions();
    expect(
      await refusal(runQuery(ctx, { plugin: "github-actions", query: "runs", ref: REF }, { priceOf })),
    ).toMatchObject({ code: "precondition", message: expect.stringContaining("not connected") });
  });
});
