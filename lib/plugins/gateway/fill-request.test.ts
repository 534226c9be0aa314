import { describe, expect, it } from "vitest";
import { requestSchema } from "@/lib/plugin-sdk/query";
import { fillRequest, hostsOf } from "./fill-request";

const request = requestSchema.parse({
  base: "{{config.baseUrl}}",
  path: "/api/{{annotation}}/x",
  query: { key: "{{annotation}}" },
});
const values = (annotation: string, baseUrl = "https://sonar.example/ctx/") => ({
  config: { baseUrl },
  annotation,
  parts: {},
  name: "payments",
});

describe("fillRequest", () => {
  it.each([
    ["a/../../admin", "/api/a%2F..%2F..%2Fadmin/x?key=a%2F..%2F..%2Fadmin"],
    ["a?b=c&d#e", "/api/a%3Fb%3Dc%26d%23e/x?key=a%3Fb%3Dc%26d%23e"],
    ["a\r\nHost: evil", "/api/a%0D%0AHost%3A%20evil/x?key=a%0D%0AHost%3A+evil"],
    ["%2e%2e", "/api/%252e%252e/x?key=%252e%252e"],
  ])("keeps %j inside its place", (annotation, expected) => {
    expect(fillRequest(request, values(annotation))).toEqual({
      base: "https://sonar.example/ctx",
      pathAndQuery: expected,
    });
  });

  it.each(["..", "."])("refuses the path segment %s", (annotation) =>
    expect(() => fillRequest(request, values(annotation))).toThrow(/cannot be part/),
  );

  it.each([
    "file:///etc/passwd",
    "gopher://x",
    "https://user:pw@sonar.example",
    "https://sonar.example/?x=",
    "sonar",
  ])("refuses the base %s", (baseUrl) =>
    expect(() => fillRequest(request, values("a", baseUrl))).toThrow(/not an http/),
  );

  it("names a value that is missing", () =>
    expect(() => fillRequest(request, { ...values("a"), config: {} })).toThrow(/config\.baseUrl/));
});

it("takes hosts from settings, and none from a setting that is no address", () => {
  expect(hostsOf(["{{config.baseUrl}}", "api.example"], { baseUrl: "https://sonar.example:9000/x" })).toEqual(
    ["sonar.example:9000", "api.example"],
  );
  expect(hostsOf(["{{config.baseUrl}}"], { baseUrl: "nonsense" })).toEqual([]);
});
