import { createHash, createPublicKey, randomBytes, verify } from "node:crypto";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { idpClients } from "../credentials";
import type { Running } from "../kit/serve";
import { startIdp } from ".";

const discoveryShape = z.object({
  issuer: z.string(),
  authorization_endpoint: z.string(),
  token_endpoint: z.string(),
  userinfo_endpoint: z.string(),
  jwks_uri: z.string(),
});
const tokensShape = z.object({ id_token: z.string(), access_token: z.string() });
const jwksShape = z.object({ keys: z.array(z.record(z.string(), z.string())) });
const claimsShape = z.record(z.string(), z.unknown());
const headerShape = z.object({ alg: z.string(), kid: z.string().optional() });

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 });

let running: Running;
let stateDir: string;

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "fake-idp-"));
  running = await startIdp({ port: 0, stateDir });
});
afterAll(() => running.close());

/** A browser as far as sign-in needs one: cookies by path, redirects by hand. */
function createBrowser() {
  const jar = new Map<string, { readonly value: string; readonly path: string }>();
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const { pathname } = new URL(url);
    const cookie = [...jar]
      .filter(([, one]) => pathname.startsWith(one.path))
      .map(([name, one]) => `${name}=${one.value}`)
      .join("; ");
    const response = await fetch(url, { ...init, headers: { ...init.headers, cookie }, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", value = ""] = pair.split("=");
      jar.set(name, { value, path: attributes.find((one) => one.startsWith("path="))?.slice(5) ?? "/" });
    }
    return response;
  };
}

interface SignIn {
  readonly realm?: "acme" | "globex";
  readonly as: Record<string, string>;
  readonly redirectUri?: string;
  readonly pkce?: boolean;
  readonly nonce?: string;
}

async function discover(realm: "acme" | "globex") {
  return discoveryShape.parse(
    await (await fetch(`${running.url}/${realm}/.well-known/openid-configuration`)).json(),
  );
}

async function authorize(input: SignIn) {
  const realm = input.realm ?? "acme";
  const meta = await discover(realm);
  const browse = createBrowser();
  const verifier = randomBytes(32).toString("base64url");
  const redirectUri = input.redirectUri ?? "http://localhost:4567/api/auth/callback/sso";
  const url = new URL(meta.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: `portico-${realm}`,
    response_type: "code",
    scope: "openid email profile",
    redirect_uri: redirectUri,
    state: "the-state",
    nonce: input.nonce ?? "the-nonce",
    ...(input.pkce === false
      ? {}
      : {
          code_challenge: createHash("sha256").update(verifier).digest("base64url"),
          code_challenge_method: "S256",
        }),
  }).toString();
  const start = await browse(url.href);
  if (start.status !== 303)
    return { meta, verifier, redirectUri, response: start, callback: start.headers.get("location") };
  const login = new URL(start.headers.get("location") ?? "", meta.issuer).href;
  if (!login.includes("/login/")) return { meta, verifier, redirectUri, response: start, callback: login };
  const loginHtml = await (await browse(login)).text();
  const chosen = await browse(login, { method: "POST", body: new URLSearchParams(input.as) });
  const resumed = await browse(new URL(chosen.headers.get("location") ?? "", meta.issuer).href);
  return {
    meta,
    verifier,
    redirectUri,
    response: resumed,
    callback: resumed.headers.get("location"),
    loginHtml,
  };
}

async function exchange(flow: Awaited<ReturnType<typeof authorize>>, realm: "acme" | "globex" = "acme") {
  const client = idpClients.find((one) => one.realm === realm);
  const code = new URL(flow.callback ?? "http://none").searchParams.get("code") ?? "";
  return fetch(flow.meta.token_endpoint, {
    method: "POST",
    headers: {
      authorization: `Basic ${Buffer.from(`${client?.clientId}:${client?.clientSecret}`).toString("base64")}`,
    },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code,
      redirect_uri: flow.redirectUri,
      code_verifier: flow.verifier,
    }),
  });
}

function parts(token: string) {
  const [head = "", body = "", signature = ""] = token.split(".");
  const json = (text: string): unknown => JSON.parse(Buffer.from(text, "base64url").toString());
  return {
    header: headerShape.parse(json(head)),
    claims: claimsShape.parse(json(body)),
    signed: `${head}.${body}`,
    signature: Buffer.from(signature, "base64url"),
  };
}

async function isSignedBy(realm: "acme" | "globex", token: string): Promise<boolean> {
  const { header, signed, signature } = parts(token);
  const { keys } = jwksShape.parse(await (await fetch((await discover(realm)).jwks_uri)).json());
  const key = keys.find((one) => one.kid === header.kid);
  return (
    key !== undefined &&
    header.alg === "RS256" &&
    verify("sha256", Buffer.from(signed), createPublicKey({ key, format: "jwk" }), signature)
  );
}

async function control(path: string, body: unknown): Promise<void> {
  const response = await fetch(`${running.url}/_control/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(200);
}

async function signIn(input: SignIn) {
  const flow = await authorize(input);
  const response = await exchange(flow, input.realm);
  const tokens = tokensShape.parse(await response.json());
  return { flow, tokens, ...parts(tokens.id_token) };
}

test("signs a person in with PKCE, state and nonce after one page", async () => {
  const { flow, tokens, claims } = await signIn({ as: { sub: "acme|ada" } });
  expect(flow.loginHtml).toContain("Ada Obi");
  expect(new URL(flow.callback ?? "").searchParams.get("state")).toBe("the-state");
  expect(claims).toMatchObject({
    iss: `${running.url}/acme`,
    aud: "portico-acme",
    sub: "acme|ada",
    nonce: "the-nonce",
    email: "ada@acme.example",
    email_verified: true,
    name: "Ada Obi",
    preferred_username: "ada",
    groups: ["portico-admins", "platform"],
  });
  expect(await isSignedBy("acme", tokens.id_token)).toBe(true);
  const userinfo = await fetch(flow.meta.userinfo_endpoint, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(await userinfo.json()).toMatchObject({ sub: "acme|ada", email: "ada@acme.example" });
});

test("takes a typed address; an unknown one becomes a person of that realm", async () => {
  expect(
    (await signIn({ realm: "globex", as: { email: "gus@globex.example", password: "portico" } })).claims,
  ).toMatchObject({ sub: "globex|gus" });
  expect((await signIn({ realm: "globex", as: { email: "ada@acme.example" } })).claims).toMatchObject({
    sub: "globex|ada@acme.example",
    email: "ada@acme.example",
    iss: `${running.url}/globex`,
  });
});

test("keeps its realms apart: keys, codes and tokens", async () => {
  const { tokens } = await signIn({ as: { sub: "acme|ben" } });
  expect(await isSignedBy("globex", tokens.id_token)).toBe(false);
  const meta = await discover("globex");
  expect(
    (await fetch(meta.userinfo_endpoint, { headers: { authorization: `Bearer ${tokens.access_token}` } }))
      .status,
  ).toBe(401);
  const flow = await authorize({ as: { sub: "acme|ben" } });
  expect((await exchange({ ...flow, meta }, "globex")).status).toBe(400);
});

test("refuses a used code, a foreign redirect and a missing PKCE challenge", async () => {
  const flow = await authorize({ as: { sub: "acme|cara" } });
  expect((await exchange(flow)).status).toBe(200);
  expect((await exchange(flow)).status).toBe(400);
  const foreign = await authorize({
    as: { sub: "acme|cara" },
    redirectUri: "http://evil.example/api/auth/callback/sso",
  });
  expect([foreign.response.status, foreign.callback]).toEqual([400, null]);
  const bare = await authorize({ as: { sub: "acme|cara" }, pkce: false });
  expect(bare.callback).toContain("error=invalid_request");
});

test("accepts the callback on any local port and tenant host", async () => {
  for (const redirectUri of [
    "http://127.0.0.1:3999/api/auth/callback/x",
    "http://acme.localhost:3000/api/auth/callback/sso",
  ]) {
    expect((await authorize({ as: { sub: "acme|dana" }, redirectUri })).callback).toContain(
      `${redirectUri}?code=`,
    );
  }
});

test("alters what it asserts of a person", async () => {
  await control("users", {
    realm: "acme",
    sub: "acme|eli",
    email: "ada@acme.example",
    email_verified: false,
    groups: [],
  });
  expect((await signIn({ as: { sub: "acme|eli" } })).claims).toMatchObject({
    sub: "acme|eli",
    email: "ada@acme.example",
    email_verified: false,
    groups: [],
    name: "Eli Brandt",
  });
  await control("users", { realm: "acme", sub: "acme|eli", email_verified: null });
  expect((await signIn({ as: { sub: "acme|eli" } })).claims).not.toHaveProperty("email_verified");
});

test("sends each kind of bad ID token once, then good ones again", async () => {
  const faulty = async (fault: string) => {
    await control("token", { fault });
    return signIn({ as: { sub: "acme|faye" } });
  };
  expect((await faulty("aud")).claims).toMatchObject({ aud: "somebody-else" });
  expect((await faulty("iss")).claims.iss).not.toBe(`${running.url}/acme`);
  expect((await faulty("nonce")).claims.nonce).not.toBe("the-nonce");
  expect((await faulty("no-nonce")).claims).not.toHaveProperty("nonce");
  expect(Number((await faulty("expired")).claims.exp)).toBeLessThan(Date.now() / 1000);
  const none = await faulty("alg-none");
  expect([none.header.alg, none.signature.length]).toEqual(["none", 0]);
  expect((await faulty("hs256")).header.alg).toBe("HS256");
  const bent = await faulty("signature");
  expect(await isSignedBy("acme", bent.tokens.id_token)).toBe(false);
  const good = await signIn({ as: { sub: "acme|faye" } });
  expect(await isSignedBy("acme", good.tokens.id_token)).toBe(true);
});

test("forges the state of a redirect", async () => {
  await control("token", { fault: "state" });
  const flow = await authorize({ as: { sub: "acme|hana" } });
  expect(new URL(flow.callback ?? "").searchParams.get("state")).toBe("forged-state");
});

test("a knob breaks discovery", async () => {
  await control("knobs", {
    route: "^GET /acme/.well-known/openid-configuration",
    status: 502,
    body: "bad gateway",
    repeat: 1,
  });
  expect((await fetch(`${running.url}/acme/.well-known/openid-configuration`)).status).toBe(502);
  expect((await discover("acme")).issuer).toBe(`${running.url}/acme`);
});

test("keeps keys and people over a restart", async () => {
  const before = await (await fetch((await discover("acme")).jwks_uri)).text();
  await control("users", { realm: "globex", sub: "globex|new", email: "new@globex.example", name: "New" });
  await running.close();
  running = await startIdp({ port: 0, stateDir });
  expect(await (await fetch((await discover("acme")).jwks_uri)).text()).toBe(before);
  expect((await signIn({ realm: "globex", as: { sub: "globex|new" } })).claims).toMatchObject({
    name: "New",
  });
});
