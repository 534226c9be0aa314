import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { PERMISSIONS } from "@/lib/access";
import { createApiToken, listApiTokens, revokeApiToken } from "@/lib/identity";
import { closeDatabase } from "@/lib/platform/db";
import { AppError } from "@/lib/platform/errors";
import { makeTenant, type TestTenant } from "@/lib/testing";
import { json, streamed } from "./answer";
import { defineEndpoint, rawBody } from "./endpoint";
import { ENDPOINTS } from "./registry";
import { type Machine, startMachine } from "./testing";

const common = { tag: "Portal", summary: "x", answers: { 200: { description: "x" } } } as const;

const echo = defineEndpoint({
  ...common,
  method: "POST",
  path: "/things/{name}",
  permission: "catalog.entity.write",
  params: z.object({ name: z.string().max(10) }),
  query: z.strictObject({ tag: z.array(z.string()).optional(), limit: z.coerce.number().int().default(5) }),
  body: z.strictObject({ size: z.number() }),
  handle: async (_ctx, { params, query, body }) => json({ params, query, body }),
});

const count = defineEndpoint({
  ...common,
  method: "PUT",
  path: "/things/{name}/lines",
  permission: undefined,
  params: z.object({ name: z.string() }),
  body: rawBody("lines", { "application/x-ndjson": z.unknown() }),
  handle: async (_ctx, { request }) => {
    let sizeBytes = 0;
    for await (const chunk of request.stream) sizeBytes += chunk.length;
    return json({ sizeBytes });
  },
});

const numbers = defineEndpoint({
  ...common,
  method: "GET",
  path: "/things",
  permission: "catalog.entity.read",
  denied: () => json([]),
  query: z.strictObject({ break: z.coerce.number().optional() }),
  handle: async (_ctx, { query }) =>
    streamed(
      (async function* () {
        for (let n = 0; n < 1_000; n++) {
          if (n === query.break) throw new AppError("conflict", "broken on purpose");
          yield `${"x".repeat(1_000)}${n},`;
        }
      })(),
    ),
});

let machine: Machine;
let acme: TestTenant;

beforeAll(async () => {
  machine = await startMachine([echo, count, numbers]);
  acme = await makeTenant();
});
afterAll(async () => {
  await machine.close();
  await closeDatabase();
});

const post = (body: unknown): RequestInit => ({ method: "POST", body: JSON.stringify(body) });

it("hands over what the schemas made of path, query and body", async () => {
  const ask = await machine.as(acme.ctx, ["catalog.entity.write"]);
  const answer = await ask("/things/a%2Fb?tag=x&tag=y", post({ size: 2 }));
  expect(await answer.json()).toEqual({
    params: { name: "a/b" },
    query: { tag: ["x", "y"], limit: 5 },
    body: { size: 2 },
  });
  expect(answer.headers.get("cache-control")).toBe("private, no-store");
  expect(answer.headers.get("x-request-id")).toMatch(/^[\w-]{8,64}$/);
});

it.each([
  ["/things/a?other=1", { size: 1 }, "Unknown query parameter 'other'"],
  ["/things/a?tag=", { size: 1 }, "Empty value found for query parameter 'tag'"],
  ["/things/a?limit=1&limit=2", { size: 1 }, "Query parameter 'limit' may be given once only"],
  ["/things/a?limit=x", { size: 1 }, "limit: Invalid input: expected number, received NaN"],
  ["/things/a", { size: 1, more: 2 }, 'Unrecognized key: "more"'],
  ["/things/longer-than-ten", { size: 1 }, "name: Too big: expected string to have <=10 characters"],
])("refuses %s with %j", async (path, body, message) => {
  const ask = await machine.as(acme.ctx, ["catalog.entity.write"]);
  const answer = await ask(path, post(body));
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    error: { name: "InputError", code: "invalid_input", message },
    request: { method: "POST", url: `/api/${acme.ctx.slug}${path}` },
    response: { statusCode: 400 },
  });
});

it.each([
  ["NUL in the path", "/things/a%00", '{"size":1}', "The name in the path holds NUL"],
  ["NUL in the query", "/things/a?tag=%00", '{"size":1}', "Query parameter 'tag' holds NUL"],
  ["half a pair", "/things/a", String.raw`{"size":1,"a":[{"b":"\ud800"}]}`, "a.0.b: it holds NUL"],
  ["no escape but a text", "/things/a", String.raw`{"size":1,"a":"\\u0000"}`, 'Unrecognized key: "a"'],
  [
    "endless nesting",
    "/things/a",
    `{"size":${"[".repeat(501)}${"]".repeat(501)}}`,
    "nests deeper than 500 levels",
  ],
  ["no nesting but a text", "/things/a", `{"size":"${"[".repeat(501)}"}`, "size: Invalid input"],
])(
  "tells %s from what it looks like, before any schema or store meets it",
  async (_, path, body, message) => {
    const ask = await machine.as(acme.ctx, ["catalog.entity.write"]);
    const answer = await ask(path, { method: "POST", body });
    expect([answer.status, (await answer.json()).error.message]).toEqual([
      400,
      expect.stringContaining(message),
    ]);
  },
);

it("refuses a body that is too large before reading it, and one that is no JSON", async () => {
  const ask = await machine.as(acme.ctx, ["catalog.entity.write"]);
  const large = await ask("/things/a", { method: "POST", body: "x".repeat(1024 * 1024 + 1) });
  expect([large.status, (await large.json()).error.message]).toEqual([
    400,
    "The request body is larger than 1,048,576 bytes.",
  ]);
  expect((await ask("/things/a", { method: "POST", body: "{" })).status).toBe(400);
});

it("unpacks a JSON body, and counts its size unpacked", async () => {
  const ask = await machine.as(acme.ctx, ["catalog.entity.write"]);
  const send = (text: string, encoding = "gzip") =>
    ask("/things/a", {
      method: "POST",
      headers: { "content-encoding": encoding },
      body: new Uint8Array(gzipSync(text)),
    });
  expect(await (await send('{"size":2}')).json()).toMatchObject({ body: { size: 2 } });
  const large = await send(`{"size":1,"x":"${"x".repeat(1024 * 1024)}"}`);
  expect((await large.json()).error.message).toBe("The request body is larger than 1,048,576 bytes.");
  expect((await send('{"size":2}', "zstd")).status).toBe(415);
});

it("streams a body of any size to the handler", async () => {
  const ask = await machine.as(acme.ctx);
  const part = Buffer.alloc(64 * 1024, 120);
  const body = Readable.toWeb(
    Readable.from(
      (function* () {
        for (let n = 0; n < 320; n++) yield part;
      })(),
    ),
  ) as ReadableStream<Uint8Array>;
  const answer = await ask("/things/a/lines", { method: "PUT", body, duplex: "half" } as RequestInit);
  expect(await answer.json()).toEqual({ sizeBytes: 320 * part.length });
});

it("never lets half a stream pass for a whole one", async () => {
  const ask = await machine.as(acme.ctx);
  expect((await (await ask("/things")).text()).endsWith("999,")).toBe(true);
  expect((await ask("/things?break=0")).status).toBe(409);
  await expect(ask("/things?break=500").then((half) => half.text())).rejects.toThrow();
});

it("squeezes only for callers who take it", async () => {
  const ask = await machine.as(acme.ctx);
  const zipped = await ask("/things", { headers: { "accept-encoding": "gzip" } });
  expect(zipped.headers.get("content-encoding")).toBe("gzip");
  for (const accepts of ["identity", "gzip;q=0, br", "br"]) {
    const plain = await ask("/things", { headers: { "accept-encoding": accepts } });
    expect([accepts, plain.headers.get("content-encoding")]).toEqual([accepts, null]);
  }
});

it("answers 401, 403 and 404 in one form, and what `denied` says where there is one", async () => {
  const globex = await makeTenant();
  const [reader, stranger] = [await machine.as(acme.ctx), await machine.as(globex.ctx)];
  const url = `${machine.url}/api/${acme.ctx.slug}/things`;
  const without = await fetch(url);
  expect([without.status, (await without.json()).error.name]).toEqual([401, "AuthenticationError"]);
  const wrong = await fetch(url, { headers: { authorization: "Basic x" } });
  expect(wrong.status).toBe(401);
  expect((await reader("/things/a", post({ size: 1 }))).status).toBe(403);
  expect((await stranger("/things")).status).toBe(200);
  const { token } = await createApiToken(globex.ctx, { name: "x", scopes: ["catalog.entity.read"] });
  const foreign = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
  expect([foreign.status, (await foreign.json()).error.name]).toEqual([404, "NotFoundError"]);
  const writer = await machine.as(acme.ctx, ["catalog.entity.write"]);
  expect(await (await writer("/things")).json()).toEqual([]);
  const unknown = await reader("/things/a/b/c");
  expect([unknown.status, await unknown.text()]).toEqual([404, ""]);
});

// B6 of security.md: 5 s. The verdict is remembered for two.
it("refuses a revoked token within five seconds", async () => {
  const ask = await machine.as(acme.ctx);
  expect((await ask("/things")).status).toBe(200);
  for (const { id, state } of await listApiTokens(acme.ctx))
    if (state === "live") await revokeApiToken(acme.ctx, { id });
  await expect.poll(async () => (await ask("/things")).status, { timeout: 5_000 }).toBe(401);
});

// What leaks here is one customer's catalog to another: every endpoint is asked, also those that are yet to be written.
it("answers no endpoint of one tenant to another tenant's token, to none, or to one without its scope", async () => {
  const whole = await startMachine();
  const globex = await makeTenant();
  const { token: theirs } = await createApiToken(globex.ctx, { name: "x", scopes: [...PERMISSIONS] });
  const { token: scopeless } = await createApiToken(acme.ctx, { name: "x", scopes: [] });
  for (const { method, path, permission, denied, examples, body } of ENDPOINTS) {
    const params = new Map(Object.entries((examples?.params ?? {}) as Record<string, string>));
    const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params.get(name) ?? ""));
    const ask = (token?: string) =>
      fetch(`${whole.url}/api/${acme.ctx.slug}${at}`, {
        method,
        headers: token === undefined ? { origin: whole.url } : { authorization: `Bearer ${token}` },
        ...(body === undefined ? {} : { body: JSON.stringify(examples?.body ?? {}) }),
      });
    const statuses = [(await ask()).status, (await ask(theirs)).status];
    expect([method, path, ...statuses]).toEqual([method, path, 401, 404]);
    if (permission && !denied)
      expect([method, path, (await ask(scopeless)).status]).toEqual([method, path, 403]);
  }
  await whole.close();
});

it("is served on the portal's own host only", async () => {
  const { port } = new URL(machine.url);
  expect((await fetch(`http://127.0.0.1:${port}/api/${acme.ctx.slug}/things`)).status).toBe(421);
});
