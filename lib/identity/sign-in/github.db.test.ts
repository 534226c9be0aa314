import { createServer, type Server } from "node:http";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { asSystem } from "@/lib/platform/db";
import { makeSignInBrowser } from "@/lib/testing/sign-in-browser";
import { upsertIdentity } from "../store/account-store";

type Reply = { user: object; emails: { status: number; body: unknown }; code?: string };
const good: Reply = {
  user: { id: 4711, login: "octo", name: "Octo Cat", avatar_url: null },
  emails: { status: 200, body: [{ email: "Octo@Company.example", primary: true, verified: true }] },
};
let reply = good;
let lastVerifier = "";
let server: Server;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const path = new URL(request.url ?? "/", "http://x").pathname;
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
    if (path === "/login/oauth/access_token") {
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      lastVerifier = form.get("code_verifier") ?? "";
      return answer(
        200,
        form.get("code") === (reply.code ?? "good")
          ? { access_token: "gho_test" }
          : { error: "bad_verification_code" },
      );
    }
    if (path === "/user") return answer(200, reply.user);
    return answer(reply.emails.status, reply.emails.body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  for (const [name, value] of Object.entries({
    GITHUB_WEB_URL: url,
    GITHUB_API_URL: url,
    GITHUB_APP_CLIENT_ID: "Iv1.test",
    GITHUB_APP_CLIENT_SECRET: "s",
    AUTH_TRUST_HOST: "true",
  }))
    vi.stubEnv(name, value);
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

async function signIn(change: Partial<Reply> & { state?: string } = {}, browser = makeSignInBrowser()) {
  reply = { ...good, ...change };
  const away = new URL(await browser.begin({ kind: "github" }));
  const state = change.state ?? away.searchParams.get("state") ?? "";
  const landed = await browser.open(
    `/api/auth/callback/github?${new URLSearchParams({ code: "good", state })}`,
  );
  return { browser, away, landed };
}

it("signs in with GitHub's verified primary address as name only", async () => {
  const { browser, away, landed } = await signIn();
  expect(landed).toBe("http://localhost:3000/acme");
  expect(await browser.session()).toMatchObject({
    email: "octo@company.example",
    name: "Octo Cat",
    tenantId: undefined,
  });
  expect(away.searchParams.get("code_challenge_method")).toBe("S256");
  expect(lastVerifier).not.toBe("");
});

// Stack.md 5, hole 2: even with AUTH_TRUST_HOST in the environment the address is PORTICO_URL's.
it("comes back to the portal's own address", async () => {
  const { away } = await signIn();
  expect(away.searchParams.get("redirect_uri")).toBe("http://localhost:3000/api/auth/callback/github");
});

it("is its own user, whoever else has the address, and the same one after it changed", async () => {
  const id = Math.floor(Math.random() * 1e9) + 10_000;
  const email = `octo-${id}@company.example`;
  const other = await asSystem("test", (db) =>
    upsertIdentity(
      db,
      { provider: "email", issuer: "email", subject: email },
      { email, name: undefined, image: undefined },
    ),
  );
  const as = (address: string) => ({
    user: { ...good.user, id },
    emails: { status: 200, body: [{ email: address, primary: true, verified: true }] },
  });
  const first = await (await signIn(as(email))).browser.session();
  expect(first?.userId).not.toBe(other.id);
  expect(await (await signIn(as(`renamed-${email}`))).browser.session()).toMatchObject({
    userId: first?.userId,
    email: `renamed-${email}`,
  });
});

it.each([
  [
    "an unverified address",
    { emails: { status: 200, body: [{ email: "a@b.example", primary: true, verified: false }] } },
    "no_verified_email",
  ],
  [
    "a verified one that is not primary",
    { emails: { status: 200, body: [{ email: "a@b.example", primary: false, verified: true }] } },
    "no_verified_email",
  ],
  ["no right to read addresses", { emails: { status: 403, body: {} } }, "email_not_readable"],
  ["a code that GitHub refuses", { code: "another" }, "client_refused"],
  ["another browser's state", { state: "forged" }, "state_mismatch"],
])("is refused for %s", async (_, change, problem) => {
  const { browser, landed } = await signIn(change);
  expect(new URL(landed).searchParams.get("problem")).toBe(problem);
  expect(browser.sessionToken()).toBeUndefined();
});

it("says so when the person presses cancel there", async () => {
  const browser = makeSignInBrowser();
  await browser.begin({ kind: "github" });
  expect(await browser.open("/api/auth/callback/github?error=access_denied&error_description=no")).toContain(
    "problem=access_denied",
  );
});
