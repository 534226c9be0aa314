import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { idpClients } from "@/e2e/fakes/credentials";
import { startIdp } from "@/e2e/fakes/idp";
import {
  deleteConnection,
  findWayFor,
  readSsoSettings,
  saveConnection,
  setConnectionEnabled,
  testConnection,
} from "@/lib/identity";
import { asSystem, withTenant } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { upsertIdentity } from "../store/account-store";
import { connectionIdOf } from "./connection-id";

const client = idpClients.find((one) => one.realm === "acme");
const secret = client?.clientSecret ?? "";
let idp: Awaited<ReturnType<typeof startIdp>>;

beforeAll(async () => {
  idp = await startIdp({ port: 0, stateDir: await mkdtemp(join(tmpdir(), "connections-test-")) });
  vi.stubEnv("PORTICO_EGRESS_ALLOW", new URL(idp.url).host);
});
afterAll(() => idp.close());

const input = (change: object = {}) => ({
  name: "IdP",
  issuer: `${idp.url}/acme`,
  clientId: "portico-acme",
  clientSecret: secret,
  emailDomains: [],
  ...change,
});
const freshDomain = () => `c${Math.random().toString(36).slice(2)}.example`;

/** An owner of the tenant who has signed in with an address of this domain by a link. */
async function prove(tenant: TestTenant, domain: string, role = "owner"): Promise<void> {
  await asSystem("test", async (db) => {
    const email = `admin@${domain}`;
    const subject = `${Math.random()}-${email}`.replace(/^[\d.]+-/, "");
    const user = await upsertIdentity(
      db,
      { provider: "email", issuer: "email", subject },
      { email, name: undefined, image: undefined },
    );
    await db.sql(
      "INSERT INTO member (tenant_id, user_id, role) VALUES ($1::uuid, $2::uuid, $3) ON CONFLICT DO NOTHING",
      [tenant.ctx.tenantId, user.id, role],
    );
  });
}

describe("an e-mail domain", () => {
  it("sends its people to the connection once it is proved, saved and on", async () => {
    const [tenant, domain] = [await makeTenant(), freshDomain()];
    await prove(tenant, domain);
    const { id } = await saveConnection(tenant.ctx, input({ emailDomains: [` @${domain.toUpperCase()} `] }));
    expect(await findWayFor(`dev@${domain}`)).toMatchObject({ kind: "email" });
    await setConnectionEnabled(tenant.ctx, { id, enabled: true });
    expect(await findWayFor(`Dev@${domain}`)).toEqual({ kind: "sso", connectionId: id });
    expect(await findWayFor(`dev@sub.${domain}`)).toMatchObject({ kind: "email" });
  });

  // B8 of security.md: whoever has a domain decides where its people type their passwords.
  it("is refused when nobody proved it, or only somebody who is no admin", async () => {
    const [tenant, domain] = [await makeTenant(), freshDomain()];
    await expect(saveConnection(tenant.ctx, input({ emailDomains: [domain] }))).rejects.toMatchObject({
      code: "precondition",
    });
    await prove(tenant, domain, "viewer");
    await expect(saveConnection(tenant.ctx, input({ emailDomains: [domain] }))).rejects.toMatchObject({
      code: "precondition",
    });
  });

  it.each([
    "gmail.com",
    "GMAIL.com",
    "outlook.com",
    "com",
    "exämple.com",
    "a b.com",
    "*.company.com",
    "company.com/x",
    "xn--",
  ])("%s is refused", async (domain) => {
    const tenant = await makeTenant();
    await expect(saveConnection(tenant.ctx, input({ emailDomains: [domain] }))).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  it("stays with the first company that claimed it, also when two claim at the same moment", async () => {
    const [first, second, domain] = [await makeTenant(), await makeTenant(), freshDomain()];
    await prove(first, domain);
    await asSystem("test", async (db) => {
      const user = await upsertIdentity(
        db,
        { provider: "github", issuer: "test", subject: domain },
        { email: `x@${domain}`, name: undefined, image: undefined },
      );
      await db.sql("INSERT INTO member (tenant_id, user_id, role) VALUES ($1::uuid, $2::uuid, 'owner')", [
        second.ctx.tenantId,
        user.id,
      ]);
    });
    const results = await Promise.allSettled(
      [first, second].map((tenant) => saveConnection(tenant.ctx, input({ emailDomains: [domain] }))),
    );
    expect(results.map((result) => result.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(results.find((result) => result.status === "rejected")).toMatchObject({
      reason: { code: "conflict" },
    });
  });
});

describe("a connection", () => {
  it("never shows its secret, and keeps it when the form comes without one", async () => {
    const tenant = await makeTenant();
    const { id } = await saveConnection(tenant.ctx, input());
    await saveConnection(tenant.ctx, {
      id,
      name: "Renamed",
      issuer: `${idp.url}/acme`,
      clientId: "portico-acme",
      emailDomains: [],
    });
    const settings = await readSsoSettings(tenant.ctx);
    expect(JSON.stringify(settings)).not.toContain(secret);
    expect(settings.connections[0]).toMatchObject({ name: "Renamed", enabled: false });
    const rows = await withTenant(tenant.ctx, (db) =>
      db.sql("SELECT name, ciphertext FROM secret UNION ALL SELECT action, after::text FROM audit_event"),
    );
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(
      (await testConnection(tenant.ctx, { id, issuer: `${idp.url}/acme`, clientId: "portico-acme" })).client,
    ).toEqual({ kind: "accepted" });
  });

  it("gets its id from us, so that no tenant can take another's", async () => {
    const [acme, globex] = [await makeTenant(), await makeTenant()];
    const { id } = await saveConnection(acme.ctx, input());
    await expect(saveConnection(globex.ctx, input({ id }))).rejects.toMatchObject({ code: "not_found" });
    await expect(setConnectionEnabled(globex.ctx, { id, enabled: true })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(deleteConnection(globex.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
    expect(connectionIdOf(acme.ctx.tenantId, 0)).toBe(id);
    expect(connectionIdOf(globex.ctx.tenantId, 0)).not.toBe(id);
  });

  it("is no matter for viewers and editors", async () => {
    const tenant = await makeTenant();
    for (const role of ["viewer", "editor", "billing"] as const) {
      const ctx = await tenant.as(role);
      await expect(saveConnection(ctx, input())).rejects.toMatchObject({ code: "forbidden" });
      await expect(testConnection(ctx, { issuer: idp.url })).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  it("is written into the audit at every change", async () => {
    const tenant = await makeTenant();
    const { id } = await saveConnection(tenant.ctx, input());
    await setConnectionEnabled(tenant.ctx, { id, enabled: true });
    await setConnectionEnabled(tenant.ctx, { id, enabled: false });
    await deleteConnection(tenant.ctx, { id });
    const rows = await withTenant(tenant.ctx, (db) =>
      db.sql<{ action: string }>("SELECT action FROM audit_event ORDER BY at"),
    );
    expect(rows.map((row) => row.action)).toEqual([
      "identity.sso.created",
      "identity.sso.enabled",
      "identity.sso.disabled",
      "identity.sso.deleted",
    ]);
  });
});

describe("testing a connection", () => {
  it("shows what was received", async () => {
    const tenant = await makeTenant();
    const result = await testConnection(tenant.ctx, {
      issuer: `${idp.url}/acme`,
      clientId: "portico-acme",
      clientSecret: secret,
    });
    expect(result).toMatchObject({
      received: { issuer: `${idp.url}/acme`, idTokenAlgorithm: "RS256", hasPkce: true },
      keys: 1,
      client: { kind: "accepted" },
    });
  });

  it("says that the secret is wrong", async () => {
    const tenant = await makeTenant();
    const { client: found } = await testConnection(tenant.ctx, {
      issuer: `${idp.url}/acme`,
      clientId: "portico-acme",
      clientSecret: "wrong",
    });
    expect(found).toEqual({ kind: "refused", reply: "invalid_client" });
  });

  it("names the address and its answer when there is no document", async () => {
    const tenant = await makeTenant();
    await expect(testConnection(tenant.ctx, { issuer: `${idp.url}/nowhere` })).rejects.toThrow(
      /nowhere\/\.well-known\/openid-configuration answered 404/,
    );
  });

  // H5 of security.md: the issuer is an address that a customer makes our server call.
  it.each([
    "http://169.254.169.254",
    "https://127.0.0.1",
    "https://[::1]",
    "https://10.0.0.1",
    "https://localhost",
    "http://example.com",
    "file:///etc/passwd",
    "https://user:pw@example.com",
  ])("refuses %s", async (issuer) => {
    const tenant = await makeTenant();
    await expect(testConnection(tenant.ctx, { issuer })).rejects.toMatchObject({ name: "AppError" });
  });
});
