import { createServer, type IncomingHttpHeaders, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeFrontDoor } from "./front-door";

const door = makeFrontDoor({
  PORTICO_URL: "https://portal.example.com",
  GITHUB_WEB_URL: "https://github.com",
});
/** Stands where Next does: says what it was given. */
const server = createServer((incoming, outgoing) => {
  if (!door(incoming, outgoing)) outgoing.end(JSON.stringify(incoming.headers));
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

type Reply = {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** what Next would have been given */
  readonly passedOn: IncomingHttpHeaders;
};

function ask(path: string, headers: Record<string, string> = {}): Promise<Reply> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request(
      { port, host: "127.0.0.1", path, headers: { host: "portal.example.com", ...headers } },
      async (incoming) => {
        const chunks: Buffer[] = [];
        for await (const chunk of incoming) chunks.push(chunk);
        const text = Buffer.concat(chunks).toString();
        const passedOn = text.startsWith("{") ? JSON.parse(text) : {};
        resolve({ status: incoming.statusCode, headers: incoming.headers, text, passedOn });
      },
    );
    sent.once("error", reject);
    sent.end();
  });
}

it.each(["evil.example", "portal.example.com.evil.example", "portal.example.com:8443", "10.0.0.1"])(
  "answers 421 to the host %s",
  async (host) => {
    expect((await ask("/acme", { host })).status).toBe(421);
  },
);

it("answers 421 to a request that names a whole address of its own", async () => {
  expect((await ask("http://evil.example/acme")).status).toBe(421);
});

it("lets health checks come by address", async () => {
  expect((await ask("/readyz", { host: "10.0.0.1:3000" })).status).toBe(200);
});

it.each([
  ["/", "/acme"],
  ["/?a=b", "/acme?a=b"],
  ["/catalog?kind=api", "/acme/catalog?kind=api"],
  ["/api/acme/search?q=a", "/api/acme/search?q=a"],
])("sends a tenant's short address %s to its page, on the portal's own host", async (path, wanted) => {
  const { status, headers } = await ask(path, { host: "acme.portal.example.com" });
  expect([status, headers.location]).toEqual([307, `https://portal.example.com${wanted}`]);
});

// Stack.md 5, hole 2: next-auth and Next would build addresses from these.
it("hands on no address that a client made up", async () => {
  const { passedOn } = await ask("/acme?_rsc=1abc", {
    "x-forwarded-host": "evil.example",
    "x-forwarded-port": "1",
    "x-forwarded-proto": "http",
    forwarded: "host=evil.example",
    "x-middleware-subrequest": "src/middleware",
    "x-nonce": "known",
    "x-portico-path": "/evil",
    "x-request-id": "<script>",
  });
  for (const name of ["x-forwarded-host", "x-forwarded-port", "forwarded", "x-middleware-subrequest"])
    expect(passedOn).not.toHaveProperty(name);
  expect(passedOn["x-forwarded-proto"]).toBe("https");
  expect(passedOn["x-nonce"]).not.toBe("known");
  expect(passedOn["x-portico-path"]).toBe("/acme");
  expect(passedOn["x-request-id"]).toMatch(/^[\w-]{8,64}$/);
});

it("gives every page a policy with a nonce of its own and no inline script", async () => {
  const [first, second] = [await ask("/acme"), await ask("/acme")];
  const policy = String(first.headers["content-security-policy"]);
  expect(policy).toContain(`'nonce-${first.passedOn["x-nonce"]}'`);
  // Next reads the nonce for its own scripts out of the request's copy.
  expect(first.passedOn["content-security-policy"]).toBe(policy);
  expect(policy).toMatch(/script-src [^;]*'strict-dynamic'/);
  expect(/script-src [^;]*unsafe/.test(policy)).toBe(false);
  for (const part of ["frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "connect-src 'self'"])
    expect(policy).toContain(part);
  expect(second.passedOn["x-nonce"]).not.toBe(first.passedOn["x-nonce"]);
  for (const name of [
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "cross-origin-resource-policy",
    "permissions-policy",
    "strict-transport-security",
  ])
    expect(first.headers).toHaveProperty(name);
});
