import { generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { afterEach, expect, it } from "vitest";
import { makeInstallationClient } from "./installation-client";
import { makeTransport } from "./transport";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
});

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

type Handle = (request: IncomingMessage, response: ServerResponse, call: number) => void;

/** A GitHub of a few lines: mints tokens, counts, and answers everything else with `handle`. */
async function serve(handle: Handle, lifetimeMs = 3_600_000) {
  const seen = { tokens: 0, calls: 0, slept: [] as number[] };
  const made = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    if (request.url?.includes("/access_tokens")) {
      seen.tokens += 1;
      response.writeHead(201).end(
        JSON.stringify({
          token: `token-${seen.tokens}`,
          expires_at: new Date(Date.now() + lifetimeMs).toISOString(),
        }),
      );
      return;
    }
    seen.calls += 1;
    handle(request, response, seen.calls);
  });
  server = made;
  await new Promise<void>((resolve) => made.listen(0, "127.0.0.1", resolve));
  const address = made.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const transport = makeTransport({
    apiUrl: `http://127.0.0.1:${address.port}/api/v3`,
    appId: "1",
    privateKey,
  });
  let clock = Date.now();
  const pace = { now: () => new Date(clock), sleep: async (ms: number) => void seen.slept.push(ms) };
  return { seen, advance: (ms: number) => (clock += ms), client: makeInstallationClient(5, transport, pace) };
}

const ok = (response: ServerResponse, body: unknown = { ok: true }) =>
  response.writeHead(200).end(JSON.stringify(body));

it("mints one token for many callers", async () => {
  const { seen, client } = await serve((_, response) => ok(response));
  await Promise.all(Array.from({ length: 20 }, () => client.rest("GET /x")));
  expect(seen).toMatchObject({ tokens: 1, calls: 20 });
});

it("replaces a revoked token once and goes on", async () => {
  const { seen, client } = await serve((request, response) =>
    request.headers.authorization === "Bearer token-1"
      ? response.writeHead(401).end('{"message":"Bad credentials"}')
      : ok(response),
  );
  await Promise.all(Array.from({ length: 6 }, () => client.rest("GET /x")));
  expect(seen.tokens).toBe(2);
});

it("gives up when new tokens are refused too", async () => {
  const { client } = await serve(
    (_, response) => void response.writeHead(401).end('{"message":"Bad credentials"}'),
  );
  await expect(client.rest("GET /x")).rejects.toMatchObject({
    code: "upstream_failed",
    details: { status: 401 },
  });
});

it("sends nothing more before a limit's end, then goes on", async () => {
  let limited = true;
  const { seen, advance, client } = await serve((_, response) => {
    if (!limited) return void ok(response);
    response.writeHead(429, { "retry-after": "40" }).end('{"message":"slow down"}');
  });
  await expect(client.rest("GET /x")).rejects.toMatchObject({ name: "RetryAt" });
  await expect(client.graphql("query { viewer { login } }")).rejects.toMatchObject({ name: "RetryAt" });
  expect(seen.calls).toBe(1);
  limited = false;
  advance(41_000);
  expect(await client.rest("GET /x")).toEqual({ ok: true });
});

it("rides out 5xx, HTML and cut bodies, with pauses that grow", async () => {
  const { seen, client } = await serve((_, response, call) => {
    if (call === 1) response.writeHead(502).end("bad gateway");
    else if (call === 2) response.writeHead(200, { "content-type": "text/html" }).end("<html>Unicorn</html>");
    else if (call === 3) {
      response.writeHead(200, { "content-length": "500" }).write('{"ok":');
      setTimeout(() => response.destroy(), 5);
    } else ok(response);
  });
  expect(await client.rest("GET /x")).toEqual({ ok: true });
  expect(seen.slept).toEqual([500, 2_000, 5_000]);
  expect(client.requests()).toBe(5);
});

it("gives up after its retries and says the last status", async () => {
  const { seen, client } = await serve((_, response) => void response.writeHead(503).end("{}"));
  await expect(client.rest("GET /x")).rejects.toMatchObject({
    code: "upstream_failed",
    details: { status: 503 },
  });
  expect(seen.calls).toBe(4);
});

it("hands over data and errors together, and throws when there is no data at all", async () => {
  const { client } = await serve((_, response, call) =>
    ok(
      response,
      call === 1
        ? { data: { nodes: [null] }, errors: [{ type: "NOT_FOUND", message: "gone", path: ["nodes", 0] }] }
        : { data: null, errors: [{ message: "Something went wrong while executing your query." }] },
    ),
  );
  expect(await client.graphql("query { a }")).toMatchObject({
    data: { nodes: [null] },
    errors: [{ type: "NOT_FOUND", path: ["nodes", 0] }],
  });
  await expect(client.graphql("query { a }")).rejects.toMatchObject({ code: "upstream_failed" });
});
