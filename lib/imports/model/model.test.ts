import { describe, expect, it } from "vitest";
import { definitionSchema, secretsOf } from "./definition";
import { judgeLoss } from "./loss-guard";

// A loss here empties a catalog because an inventory answered half a page.
describe("judgeLoss", () => {
  it.each([
    [{ earlier: 100, lost: 21, given: 79, unreadable: 0 }, "mass_loss"],
    [{ earlier: 100, lost: 20, given: 80, unreadable: 0 }, undefined],
    [{ earlier: 40, lost: 19, given: 21, unreadable: 0 }, undefined],
    [{ earlier: 3, lost: 3, given: 0, unreadable: 0 }, "nothing_given"],
    [{ earlier: 100, lost: 1, given: 99, unreadable: 1 }, "unreadable_records"],
    [{ earlier: 100, lost: 0, given: 99, unreadable: 1 }, undefined],
  ])("of %o says %s", (loss, reason) => {
    const verdict = judgeLoss(loss);
    expect(verdict.kind === "suspicious" ? verdict.reason : undefined).toBe(reason);
  });
});

describe("definitionSchema", () => {
  const read = { name: "services", path: "/services", mapping: "$" };
  const http = { kind: "http", baseUrl: "https://cmdb.example", reads: [read] };

  it("names every secret a definition uses, once", () => {
    const definition = definitionSchema.parse({
      input: {
        ...http,
        auth: { kind: "bearer", secret: "token" },
        headers: [{ name: "X-Key", value: "{{secret.key}} {{secret.token}}" }],
      },
    });
    expect(secretsOf(definition)).toEqual(["token", "key"]);
  });

  it.each([
    ["a read with neither mapping nor key", { ...http, reads: [{ name: "a", path: "/a" }] }],
    ["lookups only", { ...http, reads: [{ name: "a", path: "/a", key: "id" }] }],
    ["two reads of one name", { ...http, reads: [read, read] }],
    ["a host header", { ...http, headers: [{ name: "Host", value: "x" }] }],
    ["a line break in a header", { ...http, headers: [{ name: "X-A", value: "a\r\nb: c" }] }],
    ["an address that is no http", { ...http, baseUrl: "file:///etc/passwd" }],
    ["a body that is not JSON", { ...http, reads: [{ ...read, method: "POST", body: "{" }] }],
  ])("refuses %s", (_, input) => expect(definitionSchema.safeParse({ input }).success).toBe(false));
});
