import { expect, it } from "vitest";
import { targetOfHost } from "./host-of";

const local = "http://localhost:3000";

it.each(["localhost:3000", "LOCALHOST:3000"])("takes %s for the portal", (host) => {
  expect(targetOfHost(local, host)).toEqual({ kind: "portal" });
});

it("takes the default port for the portal's when it has none", () => {
  expect(targetOfHost("https://portal.example.com", "portal.example.com:443")).toEqual({ kind: "portal" });
});

it("takes one label before the host for a tenant", () => {
  expect(targetOfHost(local, "acme.localhost:3000")).toEqual({ kind: "tenant", slug: "acme" });
});

// A host that is let through ends up in links and redirects (stack.md 5, hole 2).
it.each([
  null,
  "",
  "evil.example",
  "localhost:3001",
  "localhost",
  "localhost:3000.evil.example",
  "evil.example:3000",
  "localhost:3000@evil.example",
  "localhost:3000/x",
  "a.b.localhost:3000",
  "-a.localhost:3000",
  "xlocalhost:3000",
  "127.0.0.1:3000",
])("does not know %s", (host) => {
  expect(targetOfHost(local, host)).toEqual({ kind: "unknown" });
});
