import { NextRequest } from "next/server";
import { beforeAll, expect, it, vi } from "vitest";
import { proxy } from "@/proxy";

beforeAll(() => {
  vi.stubEnv("PORTICO_URL", "https://portal.example.com");
  vi.stubEnv("APP_DATABASE_URL", "postgres://unused");
});

const ask = (path: string, headers: Record<string, string> = {}) =>
  proxy(
    new NextRequest(new URL(path, "https://portal.example.com"), {
      headers: { host: "portal.example.com", ...headers },
    }),
  );
/** What Next hands to the pages, as its own marker headers say. */
const passedOn = (response: Response, name: string) => response.headers.get(`x-middleware-request-${name}`);

it.each(["evil.example", "portal.example.com.evil.example", "portal.example.com:8443", "10.0.0.1"])(
  "answers 421 to the host %s",
  (host) => {
    expect(ask("/acme", { host }).status).toBe(421);
  },
);

it("lets health checks come by address", () => {
  expect(ask("/readyz", { host: "10.0.0.1:3000" }).status).toBe(200);
});

it("sends a tenant's short address to its page, on the portal's own host", () => {
  const response = ask("/catalog?kind=api", { host: "acme.portal.example.com" });
  expect(response.status).toBe(307);
  expect(response.headers.get("location")).toBe("https://portal.example.com/acme/catalog?kind=api");
});

// Stack.md 5, hole 2: next-auth and Next would build addresses from these.
it("hands on no address that a client made up", () => {
  const response = ask("/acme", {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "http",
    forwarded: "host=evil.example",
    "x-nonce": "known",
  });
  for (const name of ["x-forwarded-host", "x-forwarded-proto", "forwarded"])
    expect(passedOn(response, name)).toBeNull();
  expect(passedOn(response, "x-nonce")).not.toBe("known");
  expect(passedOn(response, "x-portico-path")).toBe("/acme");
});

it("gives every page a policy with a nonce of its own and no inline script", () => {
  const [first, second] = [ask("/acme"), ask("/acme")];
  const policy = first.headers.get("content-security-policy") ?? "";
  expect(policy).toContain(`'nonce-${passedOn(first, "x-nonce")}'`);
  expect(policy).toMatch(/script-src [^;]*'strict-dynamic'/);
  expect(/script-src [^;]*unsafe/.test(policy)).toBe(false);
  for (const part of ["frame-ancestors 'none'", "object-src 'none'", "base-uri 'none'", "connect-src 'self'"])
    expect(policy).toContain(part);
  expect(passedOn(second, "x-nonce")).not.toBe(passedOn(first, "x-nonce"));
  for (const name of [
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
    "strict-transport-security",
  ])
    expect(first.headers.has(name)).toBe(true);
});
