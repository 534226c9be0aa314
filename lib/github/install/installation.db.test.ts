import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cookieName } from "@/e2e/fakes/github/web/strip";
import { connectInstallation } from "@/lib/catalog";
import type { TenantContext } from "@/lib/platform/context";
import { withTenantSql } from "@/lib/platform/db";
import { makeTenant } from "@/lib/testing";
import { startTestGithub, type TestGithub } from "@/lib/testing/start-github";
import { beginInstallation } from "./begin-installation";
import { acceptSetup, proveInstallation } from "./return-from-github";

let github: TestGithub;
beforeAll(async () => {
  github = await startTestGithub();
});
afterAll(() => github.close());

function stateOf(url: string): string {
  return new URL(url).searchParams.get("state") ?? "";
}

function userOf(ctx: TenantContext): string {
  return ctx.actor.kind === "user" ? ctx.actor.userId : "";
}

/** Clicks through GitHub's "who are you" page as a person of the demo organisations. */
async function signInAtGithub(url: string, login: string): Promise<{ code: string; state: string }> {
  const target = new URL(url);
  const form = new URLSearchParams({ ...Object.fromEntries(target.searchParams), decision: "allow" });
  const headers = { cookie: `${cookieName}=${login}` };
  const answer = await fetch(`${target.origin}${target.pathname}`, {
    method: "POST",
    body: form,
    redirect: "manual",
    headers,
  });
  const back = new URL(answer.headers.get("location") ?? "http://nowhere");
  return { code: back.searchParams.get("code") ?? "", state: back.searchParams.get("state") ?? "" };
}

async function proofOf(ctx: TenantContext, installationId: number, login: string) {
  const begun = await beginInstallation(ctx, github.api);
  const setup = await acceptSetup(
    { state: stateOf(begun.url), userId: userOf(ctx), installationId },
    github.api,
  );
  return proveInstallation({ ...(await signInAtGithub(setup.url, login)), userId: userOf(ctx) }, github.api);
}

// A loss here hands a company's private repositories to a stranger's portal (threat B17).
describe("an installation is bound only to the tenant of a person who owns it on GitHub", () => {
  it("binds for an owner, starts a run, and writes the audit", async () => {
    const { ctx } = await makeTenant();
    const installationId = await github.install("acme");
    const { runId } = await connectInstallation(ctx, await proofOf(ctx, installationId, "ada"));
    const rows = await withTenantSql(ctx, (db) =>
      db.sql<{ account: string; job: string; audit: number }>(
        `SELECT (SELECT account_login FROM installation WHERE tenant_id = $1::uuid) AS account,
           (SELECT job FROM outbox WHERE tenant_id = $1::uuid AND payload->>'runId' = $2) AS job,
           (SELECT count(*)::int FROM audit_event WHERE tenant_id = $1::uuid AND action = 'github.installation.bound') AS audit`,
        [ctx.tenantId, runId],
      ),
    );
    expect(rows).toEqual([{ account: "acme", job: "catalog.discover-installation", audit: 1 }]);

    const other = await makeTenant();
    const again = await proofOf(other.ctx, installationId, "ada");
    await expect(connectInstallation(other.ctx, again)).rejects.toMatchObject({ code: "conflict" });
    const left = await withTenantSql(other.ctx, (db) =>
      db.sql("SELECT 1 FROM source WHERE tenant_id = $1::uuid", [other.ctx.tenantId]),
    );
    expect(left).toEqual([]);
  });

  it.each(["mallory", "hedda"])(
    "refuses an id put into the address by %s, who does not own it on GitHub",
    async (login) => {
      const { ctx } = await makeTenant();
      const installationId = await github.install("globex");
      await expect(proofOf(ctx, installationId, login)).rejects.toMatchObject({
        code: "forbidden",
        details: { reason: "not_listed" },
      });
    },
  );

  it("refuses a state in another person's browser, a used one, and an invented one", async () => {
    const attacker = await makeTenant();
    const victim = await makeTenant();
    const installationId = await github.install("globex");
    const state = stateOf((await beginInstallation(attacker.ctx, github.api)).url);
    const refused = { code: "forbidden", details: { reason: "state" } };
    await expect(
      acceptSetup({ state, userId: victim.ownerId, installationId }, github.api),
    ).rejects.toMatchObject(refused);
    await acceptSetup({ state, userId: attacker.ownerId, installationId }, github.api);
    await expect(
      acceptSetup({ state, userId: attacker.ownerId, installationId }, github.api),
    ).rejects.toMatchObject(refused);
    await expect(
      acceptSetup({ state: randomUUID(), userId: attacker.ownerId, installationId }, github.api),
    ).rejects.toMatchObject(refused);
  });

  it("refuses the install page's state at the callback: it names no installation yet", async () => {
    const { ctx, ownerId } = await makeTenant();
    const state = stateOf((await beginInstallation(ctx, github.api)).url);
    await expect(
      proveInstallation({ state, code: "any", userId: ownerId }, github.api),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  it("refuses a proof made for another tenant, and a viewer", async () => {
    const mine = await makeTenant();
    const other = await makeTenant();
    const proven = await proofOf(mine.ctx, await github.install("globex"), "gus");
    await expect(connectInstallation(other.ctx, proven)).rejects.toMatchObject({ code: "not_found" });
    const viewer = await mine.as("viewer");
    await expect(connectInstallation(viewer, proven)).rejects.toMatchObject({ code: "forbidden" });
    await expect(beginInstallation(viewer, github.api)).rejects.toMatchObject({ code: "forbidden" });
  });

  it("keeps only the hash of a state", async () => {
    const { ctx } = await makeTenant();
    const state = stateOf((await beginInstallation(ctx, github.api)).url);
    const rows = await withTenantSql(ctx, (db) =>
      db.sql("SELECT to_jsonb(a)::text AS text FROM install_attempt a WHERE tenant_id = $1::uuid", [
        ctx.tenantId,
      ]),
    );
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(state);
  });
});
