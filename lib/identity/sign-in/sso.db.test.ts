import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { idpClients } from "@/e2e/fakes/credentials";
import { startIdp } from "@/e2e/fakes/idp";
import { findMembership, saveConnection, setConnectionEnabled } from "@/lib/identity";
import { asSystem } from "@/lib/platform/db";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { makeSignInBrowser } from "@/lib/testing/sign-in-browser";
import { redirectUriOf } from "../sso/connection-id";

type Idp = Awaited<ReturnType<typeof startIdp>>;
let idp: Idp;

beforeAll(async () => {
  idp = await startIdp({ port: 0, stateDir: await mkdtemp(join(tmpdir(), "sso-test-")) });
  vi.stubEnv("PORTICO_EGRESS_ALLOW", new URL(idp.url).host);
  for (const name of ["ada", "ben", "cara", "dana", "eli", "faye", "hana"]) {
    await control("users", {
      realm: "acme",
      sub: `acme|${name}`,
      email: `${name}@acme.example`,
      email_verified: true,
      name,
      groups: [],
    });
  }
});
afterAll(() => idp.close());

async function connect(
  tenant: TestTenant,
  realm: "acme" | "globex",
  change: { clientSecret?: string } = {},
): Promise<string> {
  const client = idpClients.find((one) => one.realm === realm);
  const { id } = await saveConnection(tenant.ctx, {
    name: "Test IdP",
    issuer: `${idp.url}/${realm}`,
    clientId: client?.clientId ?? "",
    clientSecret: change.clientSecret ?? client?.clientSecret,
    emailDomains: [],
  });
  await setConnectionEnabled(tenant.ctx, { id, enabled: true });
  return id;
}

async function signIn(
  connectionId: string,
  who: { email: string } | { sub: string },
  browser = makeSignInBrowser(),
) {
  const away = await browser.begin({ kind: "sso", connectionId });
  const back = await browser.signInThere(away, who);
  return { browser, back, landed: await browser.open(back) };
}

const control = (path: string, body: unknown) =>
  fetch(`${idp.url}/_control/${path}`, { method: "POST", body: JSON.stringify(body) });
const usersWith = (email: string) =>
  asSystem("test", (db) =>
    db.sql<{ id: string }>("SELECT id::text FROM portal_user WHERE email = $1 ORDER BY created_at", [email]),
  );

describe("signing in through a tenant's identity provider", () => {
  it("makes the member with the tenant's default role, and a session of this tenant only", async () => {
    const acme = await makeTenant();
    const { browser, landed } = await signIn(await connect(acme, "acme"), { sub: "acme|ada" });
    expect(landed).toBe("http://localhost:3000/acme");
    const session = await browser.session();
    expect(session).toMatchObject({ email: "ada@acme.example", name: "ada", tenantId: acme.ctx.tenantId });
    if (!session) throw new Error("no session");
    expect(await findMembership(session, acme.ctx.slug)).toMatchObject({
      role: "viewer",
      slug: acme.ctx.slug,
    });
  });

  // Stack.md 5, hole 1: without the tenant on the session, one company's IdP could open another company's portal.
  it("is nothing in another tenant, even where the same user is a member", async () => {
    const [acme, globex] = [await makeTenant(), await makeTenant()];
    const { browser } = await signIn(await connect(acme, "acme"), { sub: "acme|ben" });
    const session = await browser.session();
    if (!session) throw new Error("no session");
    await asSystem("test", (db) =>
      db.sql("INSERT INTO member (tenant_id, user_id, role) VALUES ($1::uuid, $2::uuid, 'admin')", [
        globex.ctx.tenantId,
        session.userId,
      ]),
    );
    expect(await findMembership(session, globex.ctx.slug)).toBeUndefined();
    expect(await findMembership(session, acme.ctx.slug)).toBeDefined();
  });

  it("gives a new session at every sign-in and ends the browser's earlier one", async () => {
    const connectionId = await connect(await makeTenant(), "acme");
    const { browser } = await signIn(connectionId, { sub: "acme|cara" });
    const first = browser.sessionToken();
    await signIn(connectionId, { sub: "acme|cara" }, browser);
    expect(browser.sessionToken()).not.toBe(first);
    const { readSession } = await import("@/lib/identity");
    expect(await readSession(first ?? "")).toBeUndefined();
    expect(await browser.session()).toBeDefined();
  });

  it("keeps only the hash of a session's token", async () => {
    const { browser } = await signIn(await connect(await makeTenant(), "acme"), { sub: "acme|dana" });
    const rows = await asSystem("test", (db) =>
      db.sql<{ hash: string }>("SELECT token_hash AS hash FROM session"),
    );
    expect(rows.every((row) => /^[0-9a-f]{64}$/.test(row.hash))).toBe(true);
    expect(JSON.stringify(rows)).not.toContain(browser.sessionToken());
  });

  it("works for somebody without e-mail, name or a place in the catalog", async () => {
    await control("users", { realm: "acme", sub: "acme|nobody", email_verified: null, groups: [] });
    const { landed, browser } = await signIn(await connect(await makeTenant(), "acme"), {
      sub: "acme|nobody",
    });
    expect(landed).toBe("http://localhost:3000/acme");
    expect(await browser.session()).toMatchObject({ email: "acme|nobody" });
  });

  it("stops working when the connection is switched off, and ends its sessions", async () => {
    const acme = await makeTenant();
    const connectionId = await connect(acme, "acme");
    const { browser } = await signIn(connectionId, { sub: "acme|eli" });
    await setConnectionEnabled(acme.ctx, { id: connectionId, enabled: false });
    expect(await browser.session()).toBeUndefined();
    expect(await makeSignInBrowser().begin({ kind: "sso", connectionId })).toContain(
      "problem=connection_unknown",
    );
  });
});

// B9 of security.md: an identity is (connection, issuer, subject); an e-mail address never joins two.
describe("what another identity provider asserts", () => {
  it("(1) does not open the account of the admin whose address it names", async () => {
    const [victim, attacker] = [await makeTenant(), await makeTenant()];
    const owner = await asSystem("test", (db) =>
      db.sql<{ email: string }>("SELECT email FROM portal_user WHERE id = $1::uuid", [victim.ownerId]),
    );
    const { browser } = await signIn(await connect(attacker, "globex"), { email: owner[0]?.email ?? "" });
    const session = await browser.session();
    expect(session?.userId).not.toBe(victim.ownerId);
    expect(session && (await findMembership(session, victim.ctx.slug))).toBeUndefined();
  });

  it("(2) does not count an unverified address as proved, nor claim its domain", async () => {
    const tenant = await makeTenant();
    await control("users", {
      realm: "acme",
      sub: "acme|mallory",
      email: "mallory@victim.example",
      email_verified: false,
      name: "Mallory",
    });
    const connectionId = await connect(tenant, "acme");
    const { browser } = await signIn(connectionId, { sub: "acme|mallory" });
    const session = await browser.session();
    await asSystem("test", (db) =>
      db.sql("UPDATE member SET role = 'admin' WHERE user_id = $1::uuid", [session?.userId]),
    );
    const claim = {
      id: connectionId,
      name: "Test IdP",
      issuer: `${idp.url}/acme`,
      clientId: "portico-acme",
      emailDomains: ["victim.example"],
    };
    await expect(saveConnection(tenant.ctx, claim)).rejects.toMatchObject({ code: "precondition" });
  });

  it("(3) makes a user of its own when two tenants use one issuer and one subject", async () => {
    const [victim, attacker] = [await makeTenant(), await makeTenant()];
    const first = await (await signIn(await connect(victim, "acme"), { sub: "acme|hana" })).browser.session();
    const second = await (
      await signIn(await connect(attacker, "acme"), { sub: "acme|hana" })
    ).browser.session();
    expect(second?.userId).not.toBe(first?.userId);
    expect(second && (await findMembership(second, victim.ctx.slug))).toBeUndefined();
  });

  it("(4) is not joined to a user whom somebody made with the same address before", async () => {
    const email = `ivo-${Date.now()}@acme.example`;
    await asSystem("test", async (db) => {
      const { upsertIdentity } = await import("../store/account-store");
      await upsertIdentity(
        db,
        { provider: "email", issuer: "email", subject: email },
        { email, name: undefined, image: undefined },
      );
    });
    const { browser } = await signIn(await connect(await makeTenant(), "acme"), { email });
    expect(browser.sessionToken()).toBeDefined();
    expect(await usersWith(email)).toHaveLength(2);
  });

  it("(5) stays the same user when the address changes there", async () => {
    const connectionId = await connect(await makeTenant(), "acme");
    const before = await (await signIn(connectionId, { sub: "acme|faye" })).browser.session();
    await control("users", { realm: "acme", sub: "acme|faye", email: "faye.renamed@acme.example" });
    const after = await (await signIn(connectionId, { sub: "acme|faye" })).browser.session();
    expect(after).toMatchObject({ userId: before?.userId, email: "faye.renamed@acme.example" });
  });

  it("is not added to the user who happens to be signed in", async () => {
    const connectionId = await connect(await makeTenant(), "acme");
    const { browser } = await signIn(connectionId, { sub: "acme|ada" });
    const ada = await browser.session();
    await signIn(connectionId, { sub: "acme|ben" }, browser);
    expect((await browser.session())?.userId).not.toBe(ada?.userId);
  });
});

// B10 of security.md: each of these would let a stranger in, or one person in as another.
describe("a bad answer is refused with its cause", () => {
  let tenant: TestTenant;
  let connectionId: string;
  beforeAll(async () => {
    tenant = await makeTenant();
    connectionId = await connect(tenant, "acme");
  });

  it.each([
    ["aud", "wrong_audience"],
    ["azp", "wrong_audience"],
    ["iss", "wrong_issuer"],
    ["nonce", "nonce_mismatch"],
    ["no-nonce", "nonce_mismatch"],
    ["expired", "id_token_expired"],
    ["alg-none", "bad_algorithm"],
    ["hs256", "bad_algorithm"],
    ["signature", "bad_signature"],
    ["kid", "bad_signature"],
    ["state", "state_mismatch"],
    ["redirect-iss", "wrong_issuer"],
  ])("%s", async (fault, problem) => {
    await control("token", { fault });
    const { browser, landed } = await signIn(connectionId, { sub: "acme|ada" });
    expect(new URL(landed).searchParams.get("problem")).toBe(problem);
    expect(browser.sessionToken()).toBeUndefined();
  });

  it("a token without subject", async () => {
    await control("token", { fault: "sub" });
    const { browser, landed } = await signIn(connectionId, { sub: "acme|ada" });
    expect(landed).toContain("/sign-in/error");
    expect(browser.sessionToken()).toBeUndefined();
  });

  it("the same answer a second time", async () => {
    const { browser, back } = await signIn(connectionId, { sub: "acme|ada" });
    const session = browser.sessionToken();
    expect(await browser.open(back)).toContain("problem=flow_expired");
    expect(browser.sessionToken()).toBe(session);
  });

  it("an answer that another browser asked for", async () => {
    const asked = makeSignInBrowser();
    const back = await asked.signInThere(await asked.begin({ kind: "sso", connectionId }), {
      sub: "acme|ada",
    });
    const other = makeSignInBrowser();
    expect(await other.open(back)).toContain("problem=flow_expired");
    expect(other.sessionToken()).toBeUndefined();
  });

  it("an answer brought to another connection", async () => {
    const other = await connect(await makeTenant(), "globex");
    const browser = makeSignInBrowser();
    const back = new URL(
      await browser.signInThere(await browser.begin({ kind: "sso", connectionId }), { sub: "acme|ada" }),
    );
    const landed = await browser.open(`${redirectUriOf(other)}${back.search}`);
    expect(landed).toContain("/sign-in/error");
    expect(browser.sessionToken()).toBeUndefined();
  });

  it("a wrong client secret, told to the tenant's admin in the audit", async () => {
    const other = await makeTenant();
    const { landed } = await signIn(await connect(other, "acme", { clientSecret: "wrong" }), {
      sub: "acme|ada",
    });
    expect(landed).toContain("problem=client_refused");
    const { withTenant } = await import("@/lib/platform/db");
    const rows = await withTenant(other.ctx, (db) =>
      db.sql<{ after: unknown }>(
        "SELECT after FROM audit_event WHERE action = 'identity.sso.sign_in_failed'",
      ),
    );
    expect(rows[0]?.after).toMatchObject({ problem: "client_refused" });
  });
});

describe("where a sign-in may lead", () => {
  it.each([
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "http://localhost:3000@evil.example",
    "javascript:alert(1)",
    "http://acme.localhost:3000/x",
  ])("%s leads to our own page instead", async (address) => {
    const { toOwnAddress } = await import("@/lib/identity");
    expect(toOwnAddress(address)).toBe("http://localhost:3000/sign-in/continue");
  });

  it("keeps a path of ours", async () => {
    const { toOwnAddress } = await import("@/lib/identity");
    expect(toOwnAddress("/acme/catalog?kind=api")).toBe("http://localhost:3000/acme/catalog?kind=api");
  });
});
